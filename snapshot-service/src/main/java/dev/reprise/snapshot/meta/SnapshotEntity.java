// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.meta;

import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.ManifestJson;
import dev.reprise.traffic.snapshot.SnapshotManifest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A version as a row. */
@Entity(name = "SnapshotVersion")
@Table(name = "snapshot_versions")
class SnapshotEntity {

  @Id private String id = "";

  private String name = "";

  private int version;

  @Column(columnDefinition = "text")
  private String filter = "";

  @Column(name = "from_nanos")
  private long fromNanos;

  @Column(name = "to_nanos")
  private long toNanos;

  @Column(name = "include_replays")
  private boolean includeReplays;

  private String digest = "";

  @Column(name = "size_bytes")
  private long sizeBytes;

  @Column(name = "created_nanos")
  private long createdNanos;

  @Column(name = "created_by")
  private String createdBy = "";

  @Column(columnDefinition = "text")
  private String summary = "";

  static SnapshotEntity of(SnapshotVersion snapshot) {
    var entity = new SnapshotEntity();
    entity.id = idOf(snapshot.name(), snapshot.version());
    entity.name = snapshot.name();
    entity.version = snapshot.version();
    entity.filter = snapshot.rule().filter();
    entity.fromNanos = snapshot.rule().fromNanos();
    entity.toNanos = snapshot.rule().toNanos();
    entity.includeReplays = snapshot.rule().includeReplays();
    entity.digest = snapshot.artifact().digest();
    entity.sizeBytes = snapshot.artifact().sizeBytes();
    entity.createdNanos = snapshot.createdNanos();
    entity.createdBy = snapshot.createdBy();
    entity.summary = write(snapshot.artifact().summary());
    return entity;
  }

  static String idOf(String name, int version) {
    return name + "/" + version;
  }

  SnapshotVersion snapshot() {
    return new SnapshotVersion(
        name,
        version,
        new SelectionRule(filter, fromNanos, toNanos, includeReplays),
        new SnapshotVersion.Artifact(digest, sizeBytes, read(summary)),
        createdNanos,
        createdBy);
  }

  String digest() {
    return digest;
  }

  /** Rules and blocks stay in the artifact: they can be megabytes. */
  private static String write(SnapshotManifest manifest) {
    var summary =
        new SnapshotManifest(
            manifest.format(),
            manifest.contents(),
            ReplayRules.NONE,
            manifest.slices(),
            List.of(),
            manifest.tokens(),
            manifest.findings(),
            List.of());
    return new String(ManifestJson.write(summary), StandardCharsets.UTF_8);
  }

  private static SnapshotManifest read(String summary) {
    try {
      return ManifestJson.read(summary.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a row of snapshot_versions has a damaged summary", e);
    }
  }
}
