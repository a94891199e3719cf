// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import dev.reprise.localstack.launch.Leash;
import dev.reprise.localstack.part.JvmCache;
import dev.reprise.localstack.part.Limits;
import dev.reprise.localstack.part.Liveness;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.localstack.part.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of the three back ends, each a Java process of the distribution.
 *
 * @param cacheDir where start-up caches go; empty for none
 * @param isLeashed whether a back end ends by itself when whoever started it is gone
 */
public record BackEnds(Installation installation, Optional<Path> cacheDir, boolean isLeashed) {

  /** The names of the parts, in the order in which they start. */
  public static final String CLICKHOUSE = "clickhouse";

  /** See {@link #CLICKHOUSE}. */
  public static final String KAFKA = "kafka";

  /** See {@link #CLICKHOUSE}. */
  public static final String POSTGRES = "postgres";

  /** Where the engine looks for its native library; the user's own value stands. */
  private static final String ENGINE_LIBRARY = "REPRISE_ENGINE_LIB";

  private static final String MAINS = "dev.reprise.localstack.";

  /** Generous: a machine that is busy with a build starts a JVM twenty times slower. */
  static final Limits LIMITS = new Limits(Duration.ofSeconds(240), Duration.ofSeconds(30));

  private static final Readiness READY = new Readiness.Line("ready");

  /** Length, key 18, version 0, correlation 1, no client id: any broker answers it. */
  private static final String KAFKA_API_VERSIONS_REQUEST = "0000000a00120000" + "00000001ffff";

  /** Length and code of an SSLRequest, which any server answers with one byte, yes or no. */
  private static final String POSTGRES_SSL_REQUEST = "0000000804d2162f";

  /**
   * Where a back end keeps what.
   *
   * @param data its data, kept from run to run
   * @param passwordFile holds its password; not used by Kafka
   */
  public record Place(Path data, Path passwordFile) {}

  /** The embedded ClickHouse engine. */
  public Part clickHouse(PortNeed port, Place place, String heapMiB) {
    List<String> arguments =
        List.of(
            "--port", Integer.toString(port.port()),
            "--data-dir", place.data().toString(),
            "--password-file", place.passwordFile().toString());
    Part part = part(CLICKHOUSE, "engine.EngineMain", heapMiB, arguments);
    var env = new HashMap<>(part.env());
    if (System.getenv(ENGINE_LIBRARY) == null) {
      env.put(ENGINE_LIBRARY, installation.engineLibrary().toString());
    }
    return part.withEnv(env)
        .listeningOn(List.of(port))
        .alive(
            Liveness.usual(
                new Liveness.Http(URI.create("http://127.0.0.1:%d/ping".formatted(port.port())))));
  }

  /**
   * The Kafka broker.
   *
   * @param ports for clients, and for itself as its controller
   * @param retention further arguments that bound what is kept
   */
  public Part kafka(List<PortNeed> ports, Path data, String heapMiB, List<String> retention) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--port", Integer.toString(ports.getFirst().port()),
                "--controller-port", Integer.toString(ports.getLast().port()),
                "--data-dir", data.toString()));
    arguments.addAll(retention);
    return part(KAFKA, "kafka.KafkaMain", heapMiB, arguments)
        .listeningOn(ports)
        .alive(
            Liveness.usual(
                new Liveness.Reply(ports.getFirst().port(), KAFKA_API_VERSIONS_REQUEST)));
  }

  /**
   * PostgreSQL.
   *
   * @param programs where its programs are unpacked to
   * @param pidFile where the server itself is noted, beside its launcher
   */
  public Part postgres(PortNeed port, Place place, Path programs, Path pidFile) {
    List<String> arguments =
        List.of(
            "--port", Integer.toString(port.port()),
            "--data-dir", place.data().toString(),
            "--password-file", place.passwordFile().toString(),
            "--programs-dir", programs.toString(),
            "--pid-file", pidFile.toString());
    return part(POSTGRES, "postgres.PostgresMain", "48", arguments)
        .listeningOn(List.of(port))
        .alive(Liveness.usual(new Liveness.Reply(port.port(), POSTGRES_SSL_REQUEST)));
  }

  private Part part(String name, String main, String heapMiB, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Installation.java(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + heapMiB + "m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                installation.classPath(),
                MAINS + main));
    command.addAll(arguments);
    Part part =
        Part.of(name, command, READY)
            .withEnv(isLeashed ? Map.of(Leash.VARIABLE, "true") : Map.of())
            .within(LIMITS);
    return cacheDir
        .map(dir ->
            part.cachedIn(new JvmCache(dir.resolve(name + ".aot"), List.of(installation.lib()))))
        .orElse(part);
  }
}
