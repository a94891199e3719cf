// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How to replay: given here, or by name. Neither means the defaults.
 *
 * @param inline the config itself, as docs/test-config.schema.json describes it
 * @param configMap the ConfigMap of the same namespace that holds it
 * @param key of the ConfigMap
 */
@ValidationRule(
    value = "!(has(self.inline) && has(self.configMap))",
    message = "give the test config inline or by the name of a ConfigMap, not both")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestConfigRef(
    @PreserveUnknownFields
        @SchemaFrom(type = AnyObject.class)
        @JsonPropertyDescription(
            "The test config itself; docs/test-config.schema.json describes it.")
        @Nullable JsonNode inline,
    @Pattern("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "Name of a ConfigMap in this namespace that holds the test config.")
        @Nullable String configMap,
    @Pattern("^[A-Za-z0-9._-]+$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Key of the ConfigMap; 'test-config.yaml' when absent.")
        @Nullable String key) {

  /** An object of any shape: test configs have a schema of their own. */
  record AnyObject() {}

  /** Where the config lies when no key is given. */
  public static final String DEFAULT_KEY = "test-config.yaml";

  /** The defaults. */
  public static final TestConfigRef NONE = new TestConfigRef(null, null, null);

  /** The key to look at. */
  public String keyOrDefault() {
    return key == null ? DEFAULT_KEY : key;
  }
}
