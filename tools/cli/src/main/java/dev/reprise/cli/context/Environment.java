// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

import dev.reprise.localstack.LocalStack;
import dev.reprise.proto.client.Channels;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are: what the environment says, else the local stack, else the defaults. */
final class Environment {

  private Environment() {}

  static Path home() {
    return given("REPRISE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".reprise"));
  }

  static String address(Path home, Service service) {
    return given(service.variable())
        .or(() -> ofLocalStack(home, service))
        .orElseGet(() -> "127.0.0.1:" + service.defaultPort());
  }

  static String token(Path home) {
    return given("REPRISE_TOKEN").orElseGet(() -> tokenOfLocalStack(home));
  }

  static ManagedChannel channel(String address, String token) {
    return Channels.open(address, token);
  }

  private static Optional<String> ofLocalStack(Path home, Service service) {
    return Optional.ofNullable(
        LocalStack.open(home)
            .status()
            .addresses()
            .get("reprise." + service.partName() + ".address"));
  }

  private static String tokenOfLocalStack(Path home) {
    Path file = home.resolve("secrets").resolve("token");
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the token in " + file, e);
    }
  }

  private static Optional<String> given(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }
}
