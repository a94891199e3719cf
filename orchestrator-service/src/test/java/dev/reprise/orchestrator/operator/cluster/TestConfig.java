// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The operator's settings as they would be read, with some of them given. */
public final class TestConfig {

  private TestConfig() {}

  /** Defaults but for these, named without the prefix. */
  public static OperatorConfig with(Map<String, String> settings) {
    var properties = new HashMap<String, String>();
    settings.forEach((name, value) -> properties.put("reprise.operator." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(OperatorConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
