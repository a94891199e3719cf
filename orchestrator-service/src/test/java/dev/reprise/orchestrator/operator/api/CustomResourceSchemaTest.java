// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.reprise.fixtures.kubernetes.CrdSchema;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceSchemaTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final CrdSchema REPLAY =
      CrdSchema.of(Path.of("../k8s/crds/trafficreplays.reprise.dev.yaml"));

  private static final CrdSchema CAPTURE =
      CrdSchema.of(Path.of("../k8s/crds/trafficcaptures.reprise.dev.yaml"));

  private static final String FULL =
      """
      snapshot: {name: checkout, version: 3}
      workloads:
      - ref: {name: shop}
        test: ["in:shop"]
        mock: ["out:payment.shop.test"]
      """;

  @Test
  void aReplayAsItIsPrintedIsValid() throws JsonProcessingException {
    assertThat(REPLAY.problems(replay(FULL))).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | snapshot: required",
        "{snapshot: {name: a}} | name what is tested",
        "{snapshot: {name: a}, mode: generator-only} | name what is tested",
        "{snapshot: {name: a}, mode: responder-only, targetUrl: 'http://x'} | responder-only replay sends nothing",
        "{snapshot: {name: a}, targetUrl: 'http://x', workloads: [{ref: {name: s}, test: ['*']}]} | not both",
        "{snapshot: {name: a}, mode: generator-only, targetUrl: 'http://x', workloads: [{ref: {name: s}, mock: ['*']}]} | mocks nothing",
        "{snapshot: {name: a}, targetUrl: 'ftp://x'} | does not match",
        "{snapshot: {name: a}, targetUrl: 'http://x', timeout: soon} | does not match",
        "{snapshot: {name: a}, targetUrl: 'http://x', mode: half} | is none of",
        "{snapshot: {name: A_B}, targetUrl: 'http://x'} | does not match",
        "{snapshot: {name: a, version: -1}, targetUrl: 'http://x'} | out of range",
        "{snapshot: {name: a}, targetUrl: 'http://x', timeuot: 5m} | unknown field",
        "{snapshot: {name: a}, targetUrl: 'http://x', workloads: null} | null is not allowed",
        "{snapshot: {name: a}, targetUrl: 'http://x', testConfig: {inline: {}, configMap: c}} | not both",
        "{snapshot: {name: a}, workloads: [{ref: {kind: Pod, name: s}, test: ['*']}]} | is none of",
        "{snapshot: {name: a}, workloads: [{test: ['*']}]} | ref: required",
        "{snapshot: {name: a}, workloads: [{ref: {name: s}, test: ['*'], port: 70000}]} | out of range",
      })
  void refusesAReplayThatMakesNoSense(String spec, String why) throws JsonProcessingException {
    assertThat(REPLAY.problems(replay(spec)))
        .as(spec)
        .anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @Test
  void whatIsReplayedCannotBeChangedButItCanBeCancelled() throws JsonProcessingException {
    var before = REPLAY.withDefaults(replay(FULL));

    assertThat(REPLAY.problems(replay(FULL + "cancel: true"), before)).isEmpty();
    assertThat(REPLAY.problems(replay(FULL.replace("version: 3", "version: 4")), before))
        .anySatisfy(problem -> assertThat(problem).contains("cannot be changed"));
    assertThat(REPLAY.problems(replay(FULL.replace("in:shop", "*")), before))
        .anySatisfy(problem -> assertThat(problem).contains("cannot be changed"));
  }

  @Test
  void theRecordFillsInWhatTheSchemaFillsIn() throws JsonProcessingException {
    var bare = replay(FULL);

    var byRecord = JSON.convertValue(bare.get("spec"), TrafficReplaySpec.class);
    var bySchema =
        JSON.convertValue(REPLAY.withDefaults(bare).get("spec"), TrafficReplaySpec.class);

    assertThat(byRecord).isEqualTo(bySchema);
  }

  @Test
  void whatTheOperatorWritesIsValidAndReadsBackEqual() throws JsonProcessingException {
    var resource = JSON.convertValue(replay(FULL), TrafficReplay.class);
    resource.setStatus(TrafficReplayStatus.NEW);

    var written = JSON.convertValue(resource, JsonNode.class);

    assertThat(REPLAY.problems(written)).isEmpty();
    var read = JSON.convertValue(written, TrafficReplay.class);
    assertThat(read.getSpec()).isEqualTo(resource.getSpec());
    assertThat(read.getStatus()).isEqualTo(resource.getStatus());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | say which workloads",
        "{matchLabels: {}, workloads: []} | say which workloads",
        "{matchLabels: {a: b}, ports: {app: none, outbound: false}} | nothing is left to record",
        "{matchLabels: {a: b}, ports: {app: 'a b'}} | does not match",
        "{matchLabels: {a: b}, ports: {proxyInbound: 0}} | out of range",
        "{workloads: [{kind: Pod, name: p}]} | is none of",
        "{matchLabels: {a: b}, filter: {hosts: [x]}} | unknown field",
      })
  void refusesACaptureThatMakesNoSense(String spec, String why) throws JsonProcessingException {
    assertThat(CAPTURE.problems(resource("TrafficCapture", spec)))
        .as(spec)
        .anySatisfy(problem -> assertThat(problem).contains(why));
  }

  @Test
  void theRecordOfACaptureFillsInWhatTheSchemaFillsIn() throws JsonProcessingException {
    var bare = resource("TrafficCapture", "{workloads: [{name: shop}], ports: {app: http}}");
    assertThat(CAPTURE.problems(bare)).isEmpty();

    var byRecord = JSON.convertValue(bare.get("spec"), TrafficCaptureSpec.class);
    var bySchema =
        JSON.convertValue(CAPTURE.withDefaults(bare).get("spec"), TrafficCaptureSpec.class);

    assertThat(byRecord).isEqualTo(bySchema);
    var resource = JSON.convertValue(bare, TrafficCapture.class);
    resource.setStatus(TrafficCaptureStatus.NEW);
    assertThat(CAPTURE.problems(JSON.convertValue(resource, JsonNode.class))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "1h30m,5400", "2m5s,125", "500ms,0"})
  void readsDurationsAsPeopleWriteThem(String text, long seconds) {
    assertThat(Durations.parse(text).toSeconds()).isEqualTo(seconds);
  }

  private static JsonNode replay(String spec) throws JsonProcessingException {
    return resource("TrafficReplay", spec);
  }

  private static JsonNode resource(String kind, String spec) throws JsonProcessingException {
    String indented = String.join("\n", Arrays.stream(spec.split("\n")).map("  "::concat).toList());
    return new ObjectMapper(new YAMLFactory())
        .readTree(
            "apiVersion: reprise.dev/v1\nkind: %s\nmetadata: {name: x, namespace: n}\nspec:\n%s\n"
                .formatted(kind, indented));
  }
}
