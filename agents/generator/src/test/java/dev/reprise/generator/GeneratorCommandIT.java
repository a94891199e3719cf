// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.RunningJar;
import dev.reprise.standins.LiveShop;
import dev.reprise.standins.Tape;
import dev.reprise.traffic.report.Report.Verdict;
import dev.reprise.traffic.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, as a build server calls it: its exit codes, words and files. */
class GeneratorCommandIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final String FAST = "load: {fast: {}}\n";

  @TempDir Path folder;

  private final LiveShop shop = LiveShop.alone();
  private Path snapshot = Path.of("");

  @BeforeEach
  void record() throws IOException {
    snapshot = new Tape().visit("ann", 10).visit("bob", 20).visit("cid", 30).file(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private RunningJar start(String config, String... others) throws IOException {
    var options = new LinkedHashMap<String, String>();
    options.put("--snapshot-file", snapshot.toString());
    options.put("--target", shop.url());
    options.put("--config", Files.writeString(folder.resolve("config.yaml"), config).toString());
    options.put("--report-json", folder.resolve("report.json").toString());
    options.put("--report-junit", folder.resolve("report.xml").toString());
    options.put("--report-html", folder.resolve("report.html").toString());
    for (int i = 0; i < others.length; i += 2) {
      options.put(others[i], others[i + 1]);
    }
    var arguments = new ArrayList<>(List.of("run"));
    options.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    return RunningJar.start(JAR, arguments);
  }

  @Test
  void exitsWithZeroWhenEveryGoalHeld() throws Exception {
    var ended = start(FAST).await();

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("PASSED: replay alone of snapshot.rsnap");
    var report = ReportJson.read(Files.readString(folder.resolve("report.json")));
    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report.totals().requests()).isEqualTo(9);
    assertThat(folder.resolve("report.xml")).content().contains("tests=\"5\"", "failures=\"0\"");
    assertThat(folder.resolve("report.html")).content().startsWith("<!doctype html>");
  }

  @Test
  void exitsWithOneWhenAGoalDidNotHold() throws Exception {
    shop.surcharge(1);

    var ended = start(FAST).await();

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).startsWith("FAILED").contains("body.$.amount");
    assertThat(folder.resolve("report.xml")).content().contains("expected 10, was 11");
  }

  @Test
  void exitsWithThreeWhenNothingMayBeConcluded() throws Exception {
    var ended = start(FAST + "target: {hosts: {shop.test: 'http://127.0.0.1:1'}}\n").await();

    // Not one answer came, but each was asked for: that is a failure of what was asked.
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);

    snapshot = new Tape().file(folder);
    var empty = start(FAST).await();

    assertThat(empty.exitCode()).as(empty.err()).isEqualTo(3);
    assertThat(empty.out()).startsWith("INVALID").contains("No request was sent.");
  }

  @Test
  void aCallThatIsWrongExitsWithTwoAndSaysWhatToDo() throws Exception {
    var noTarget =
        RunningJar.start(JAR, List.of("run", "--snapshot-file", snapshot.toString())).await();
    assertThat(noTarget.exitCode()).isEqualTo(2);
    assertThat(noTarget.err()).contains("--target http://127.0.0.1:8080");

    var wrongTarget = start(FAST, "--target", "shop.test").await();
    assertThat(wrongTarget.exitCode()).as(wrongTarget.err()).isEqualTo(2);
    assertThat(wrongTarget.err()).contains("'shop.test'").doesNotContain("\tat ");

    var wrongConfig = start("load: {fats: {}}\n").await();
    assertThat(wrongConfig.exitCode()).isEqualTo(2);
    assertThat(wrongConfig.err()).contains("config.yaml", "fats", "fast").doesNotContain("\tat ");

    var noSnapshot = start(FAST, "--snapshot-file", folder + "/none.rsnap").await();
    assertThat(noSnapshot.exitCode()).isEqualTo(2);
    assertThat(noSnapshot.err()).contains("none.rsnap").doesNotContain("\tat ");
  }

  @Test
  void filesThatCannotBeReadOrWrittenAreNoVerdict() throws Exception {
    var noConfig = start(FAST, "--config", folder + "/none.yaml").await();
    assertThat(noConfig.exitCode()).as(noConfig.err()).isEqualTo(2);
    assertThat(noConfig.err()).contains("none.yaml").doesNotContain("\tat ");

    var noFolder = start(FAST, "--report-json", folder + "/none/report.json").await();
    assertThat(noFolder.exitCode()).as(noFolder.err()).isEqualTo(2);
    assertThat(noFolder.err()).contains("none/report.json'").doesNotContain("\tat ");
    assertThat(noFolder.out()).as("what was found is told all the same").startsWith("PASSED");
  }

  @Test
  void tellsWhatItHasWhenItIsInterrupted() throws Exception {
    shop.hold();
    var running = start(FAST);
    Eventually.holds("the first request has come", () -> shop.seen().size() == 1);

    var ended = running.interrupt().await();

    assertThat(ended.exitCode()).isNotIn(0, 1);
    assertThat(ended.out())
        .startsWith("INVALID")
        .contains("Only 1 of 9 requests were sent.", "The replay was stopped early.");
    assertThat(folder.resolve("report.json")).exists();
  }
}
