// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of snapshot-service, under {@code reprise.snapshot}. */
@ConfigMapping(prefix = "reprise.snapshot")
public interface SnapshotConfig {

  /** The directory where artifacts lie; made when absent. Several instances may share one. */
  @WithDefault("${reprise.home:${user.home}/.reprise}/snapshots")
  Path store();

  /** How many versions may be built at a time, from 1; one more is refused. */
  @WithDefault("2")
  int maxBuilding();

  /** Bounds of an analysis. */
  Analysis analysis();

  /** Where clients find this service; told to every part alike, and not used here. */
  Optional<String> address();

  /** What an analysis may hold in memory. */
  interface Analysis {

    /** Identifiers whose maker is remembered; 20 to 60 bytes each. */
    @WithDefault("1500000")
    int maxValues();

    /** Places for which evidence is gathered; about half a KiB each. */
    @WithDefault("50000")
    int maxPlaces();

    /** Values looked at in one message; what is beyond is stored, and not learnt from. */
    @WithDefault("20000")
    int maxValuesPerMessage();
  }
}
