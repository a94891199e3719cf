// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

import dev.reprise.localstack.LocalStack;
import dev.reprise.proto.client.Channels;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.ManagedChannel;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command line runs in: everything about the process and the machine that a result may
 * depend on.
 *
 * @param variables environment variables
 * @param clock tells the time, and in which zone people want to read it
 * @param isTerminal whether a person looks at what is printed
 * @param out standard output, for what is no text
 * @param reach how services and the local stack are reached
 */
public record Environment(
    Map<String, String> variables, Clock clock, boolean isTerminal, OutputStream out, Reach reach) {

  /** Copies the variables. */
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** How what runs elsewhere is reached. */
  public interface Reach {

    /**
     * Opens a channel to a service, which the caller owns.
     *
     * @throws IllegalArgumentException if the address is not {@code host:port}
     */
    ManagedChannel channel(String address, String token);

    /** The local stack of a directory. */
    LocalStack stack(Path home);
  }

  /** Of a command, given to it by its top command. */
  public interface Holder {
    /** The environment. */
    Environment environment();
  }

  /** Of this process. */
  public static Environment ofThisProcess() {
    return new Environment(
        System.getenv(),
        Clock.system(ZoneId.systemDefault()),
        isTerminal(System.console()),
        System.out,
        new RealReach());
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /** A variable that is set to more than blanks. */
  public Optional<String> given(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
  }

  /** Whether nobody reads standard output any more, which a stream tells only when it is asked. */
  boolean isOutClosed() {
    return out instanceof PrintStream stream && stream.checkError();
  }

  /** Where the local stack keeps its data unless an option says otherwise. */
  Path home() {
    return given("REPRISE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".reprise"));
  }

  /** Where a service listens: what the environment says, else the local stack, else the default. */
  String address(Path home, Service service) {
    return given(service.variable())
        .or(() -> ofLocalStack(home, service))
        .orElseGet(() -> "127.0.0.1:" + service.defaultPort());
  }

  /** What shows who we are; empty when nothing is known. */
  String token(Path home) {
    return given("REPRISE_API_KEY")
        .or(() -> given("REPRISE_TOKEN"))
        .map(String::strip)
        .orElseGet(() -> tokenOfLocalStack(home));
  }

  private Optional<String> ofLocalStack(Path home, Service service) {
    return Optional.ofNullable(
        reach.stack(home).status().addresses().get("reprise." + service.partName() + ".address"));
  }

  private static String tokenOfLocalStack(Path home) {
    Path file = home.resolve("secrets").resolve("token");
    if (!Files.exists(file)) {
      return "";
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "TOKEN_UNREADABLE",
          "The local stack's token in %s cannot be read: %s.".formatted(file, e.getMessage()),
          "Run as the user who started the stack, or set REPRISE_TOKEN.",
          Map.of("file", file.toString()),
          e);
    }
  }

  private static final class RealReach implements Reach {
    @Override
    public ManagedChannel channel(String address, String token) {
      return Channels.open(address, token);
    }

    @Override
    public LocalStack stack(Path home) {
      return LocalStack.open(home);
    }
  }
}
