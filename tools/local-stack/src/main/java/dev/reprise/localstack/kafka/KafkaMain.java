// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.kafka;

import dev.reprise.localstack.launch.Leash;
import dev.reprise.localstack.launch.Options;
import dev.reprise.localstack.launch.Options.Option;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs the Kafka broker until the process is asked to end, and says {@code ready} on standard
 * output when clients can use it.
 *
 * <p>A directory that holds no storage is formatted first. A broker that was killed recovers its
 * log at the next start: what was acknowledged had been written.
 */
public final class KafkaMain {

  private static final List<Option> OPTIONS =
      List.of(
          Option.required("--port", "the port for clients, on the loopback interface"),
          Option.required("--controller-port", "the port that the broker's own quorum uses"),
          Option.required("--data-dir", "where the log is kept from run to run"),
          Option.of("--retention-hours", "24", "how long records are kept"),
          Option.of(
              "--retention-bytes", "2147483648", "how much is kept of a topic of four partitions"));

  private KafkaMain() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) {
    Options options = Options.readOrExit("Runs a Kafka broker on one machine.", OPTIONS, arguments);
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    Leash.takeIfAsked();
    var settings =
        new BrokerSettings(
            Math.toIntExact(options.number("--port")),
            Math.toIntExact(options.number("--controller-port")),
            options.path("--data-dir"),
            options.number("--retention-hours"),
            options.number("--retention-bytes"));
    run(settings);
  }

  private static void run(BrokerSettings settings) {
    Properties properties = settings.properties();
    formatIfNew(settings.dataDir(), properties);
    var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
    server.startup();
    System.out.println("ready kafka 127.0.0.1:" + settings.port());
    server.awaitShutdown();
  }

  private static void formatIfNew(Path dataDir, Properties properties) {
    Path log = dataDir.resolve("log");
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(log);
      Path file = dataDir.resolve("format.properties");
      try (var out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      format(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + dataDir, e);
    }
  }

  private static void format(Path file) {
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
    };
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int status = StorageTool.execute(arguments, out);
    if (status != 0) {
      throw new IllegalStateException("formatting the storage failed with status " + status);
    }
  }
}
