// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartsTest {

  private static final Readiness READY = new Readiness.Line("ready");

  private static Part part(String name, String... after) {
    return Part.of(name, List.of("true"), READY).after(List.of(after));
  }

  private static List<String> names(Parts parts) {
    return parts.ordered().stream().map(Part::name).toList();
  }

  @Test
  void comeAfterWhatTheyDependOn() {
    var parts = new Parts(List.of(part("c", "b"), part("b", "a"), part("d"), part("a")));

    assertThat(names(parts)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void areChosenTogetherWithWhatTheyDependOn() {
    var parts = new Parts(List.of(part("a"), part("b", "a"), part("c")));

    assertThat(names(parts.only(List.of("b")))).containsExactly("a", "b");
  }

  @Test
  void namesThePartsThereAreWhenOneIsNot() {
    var parts = new Parts(List.of(part("a"), part("b")));

    assertThatThrownBy(() -> parts.only(List.of("x")))
        .isInstanceOfSatisfying(
            AppException.class,
            e -> {
              assertThat(e).hasMessage("The stack has no part 'x'.");
              assertThat(e.remedy()).contains("a, b");
            });
  }

  @Test
  void refuseACircleAndAStrangerAndATwin() {
    assertThatThrownBy(() -> new Parts(List.of(part("a", "b"), part("b", "a"))))
        .hasMessageContaining("a -> b -> a");
    assertThatThrownBy(() -> new Parts(List.of(part("a", "x")))).hasMessageContaining("'x'");
    assertThatThrownBy(() -> new Parts(List.of(part("a"), part("a")))).hasMessageContaining("'a'");
  }

  @Test
  void passThroughJsonUnchanged() {
    Part full =
        Part.of(
                "kafka",
                List.of("java", "-cp", "a b", "Main"),
                new Readiness.Http(URI.create("http://h/x")))
            .withEnv(Map.of("KEY", "se\"cret\nline"))
            .after(List.of("other"))
            .listeningOn(List.of(new PortNeed(19092, "ports.kafka")))
            .within(new Limits(Duration.ofMillis(1500), Duration.ofSeconds(2)))
            .cachedIn(new JvmCache(Path.of("/c/kafka.aot"), List.of(Path.of("/lib"))))
            .alive(Liveness.usual(new Liveness.Reply(19092, "00ff")));
    Part other = part("other").alive(Liveness.usual(new Liveness.Http(URI.create("http://h/l"))));
    var plan = new Plan(List.of(other, full), Map.of("reprise.x.address", "h:1"));

    assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
  }

  @Test
  void keepTheirEnvironmentToThemselves() {
    assertThat(part("a").withEnv(Map.of("REPRISE_TOKEN", "secret")).toString())
        .doesNotContain("secret");
  }
}
