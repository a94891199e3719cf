// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.proto.access.v1.CreateKeyRequest;
import dev.reprise.proto.access.v1.KeyRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about API keys, and which key a command shows. */
class KeyCommandsTest {

  private static final long NOON_NANOS =
      CommandLineUnderTest.NOON.getEpochSecond() * 1_000_000_000L;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  @TempDir private Path home;
  private CommandLineUnderTest cli = new CommandLineUnderTest(Path.of("unset"));

  @BeforeEach
  void begin() {
    cli.close();
    cli = new CommandLineUnderTest(home);
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void everyFormatShowsTheSame(String format) throws Exception {
    golden(
        "key/create",
        format,
        "key",
        "create",
        "shop-proxy",
        "--role",
        "recorder",
        "--service",
        "shop");
    golden("key/list", format, "key", "list");
    golden("key/revoke", format, "key", "revoke", "ci");
  }

  private void golden(String name, String format, String... command) throws Exception {
    var result = run(List.of(command), "--output", format);
    assertThat(result.status()).as(result.err()).isZero();
    Golden.check(name + "." + format, result.out());
  }

  @ParameterizedTest
  @CsvSource({"12h, 12", "90d, 2160", "2026-11-23T13:00:00Z, 1"})
  void aKeyEndsWhenItIsSaid(String expires, long hours) {
    run(List.of("key", "create", "ci", "--role", "admin", "--expires", expires));

    assertThat(cli.keys.requests)
        .containsExactly(
            CreateKeyRequest.newBuilder()
                .setName("ci")
                .setRole(KeyRole.KEY_ROLE_ADMIN)
                .setExpiresNanos(NOON_NANOS + hours * HOUR_NANOS)
                .build());
  }

  @Test
  void aKeyThatNeverEndsIsAskedForInSoManyWords() {
    run(List.of("key", "create", "ci", "--role", "viewer", "--expires", "never"));

    assertThat(((CreateKeyRequest) cli.keys.requests.getFirst()).getExpiresNanos()).isZero();
  }

  @Test
  void aWrongEndIsToldWithWhatMayStandThere() {
    var result = run(List.of("key", "create", "ci", "--role", "viewer", "--expires", "soon"));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("'soon' is no time for a key to end", "90d", "never");
  }

  @Test
  void theFileComesBeforeTheEnvironmentAndTheKeyBeforeTheToken() throws Exception {
    var file = Files.writeString(home.resolve("key"), "rpk_of-the-file\n");
    cli.with("REPRISE_TOKEN", "the-token");
    run(List.of("key", "list"));
    assertThat(cli.shown()).isEqualTo("the-token");

    cli.with("REPRISE_API_KEY", "rpk_of-the-environment");
    run(List.of("key", "list"));
    assertThat(cli.shown()).isEqualTo("rpk_of-the-environment");

    run(List.of("key", "list"), "--api-key-file", file.toString());
    assertThat(cli.shown()).isEqualTo("rpk_of-the-file");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    var result = run(List.of("key", "list"), "--api-key-file", home.resolve("none").toString());

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("The API key in", "none", "REPRISE_API_KEY");
  }

  private CommandLineUnderTest.Result run(List<String> command, String... more) {
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--home", home.toString()));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }
}
