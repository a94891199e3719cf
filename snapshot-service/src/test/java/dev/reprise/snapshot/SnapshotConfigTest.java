// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins the keys and defaults that people rely on. */
class SnapshotConfigTest {

  @Test
  void hasTheseDefaults() {
    var config = read(Map.of("reprise.home", "/data"));

    assertThat(config.store()).isEqualTo(Path.of("/data/snapshots"));
    assertThat(config.maxBuilding()).isEqualTo(2);
    assertThat(config.analysis().maxValues()).isEqualTo(1_500_000);
    assertThat(config.analysis().maxPlaces()).isEqualTo(50_000);
    assertThat(config.analysis().maxValuesPerMessage()).isEqualTo(20_000);
  }

  @Test
  void readsTheseKeys() {
    var keys = new HashMap<String, String>();
    keys.put("reprise.snapshot.store", "/elsewhere");
    keys.put("reprise.snapshot.max-building", "1");
    keys.put("reprise.snapshot.analysis.max-values", "10");
    keys.put("reprise.snapshot.analysis.max-places", "11");
    keys.put("reprise.snapshot.analysis.max-values-per-message", "12");
    keys.put("reprise.snapshot.address", "127.0.0.1:7403");

    var config = read(keys);

    assertThat(config.store()).isEqualTo(Path.of("/elsewhere"));
    assertThat(config.maxBuilding()).isEqualTo(1);
    assertThat(config.analysis().maxValues()).isEqualTo(10);
    assertThat(config.analysis().maxPlaces()).isEqualTo(11);
    assertThat(config.analysis().maxValuesPerMessage()).isEqualTo(12);
  }

  private static SnapshotConfig read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(SnapshotConfig.class)
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(SnapshotConfig.class);
  }
}
