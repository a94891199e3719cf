// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.setup;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.localstack.part.JvmCache;
import dev.reprise.localstack.part.Liveness;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.localstack.part.Readiness;
import dev.reprise.localstack.setup.BackEnds.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The plan of the stack that people use. A back end that the settings place elsewhere is not among
 * its parts; the services are pointed there and run the same.
 */
public final class LocalPlan {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String DATABASE = "reprise";

  private final Home home;
  private final StackSettings settings;
  private final Installation installation;
  private final Secrets secrets;

  public LocalPlan(Home home, StackSettings settings, Installation installation) {
    this.home = home;
    this.settings = settings;
    this.installation = installation;
    this.secrets = new Secrets(home);
  }

  /**
   * One of the four services: what it is called, where it listens, what it must find ready.
   *
   * @param needs names of back ends
   */
  private record Service(String part, Setting port, List<String> needs) {}

  private static final List<Service> SERVICES =
      List.of(
          new Service("ingest", Setting.PORTS_INGEST, List.of(BackEnds.CLICKHOUSE, BackEnds.KAFKA)),
          new Service("query", Setting.PORTS_QUERY, List.of(BackEnds.CLICKHOUSE)),
          new Service("snapshot", Setting.PORTS_SNAPSHOT, List.of(BackEnds.POSTGRES)),
          new Service("orchestrator", Setting.PORTS_ORCHESTRATOR, List.of(BackEnds.POSTGRES)));

  /**
   * All parts and addresses.
   *
   * @param withServices whether the services belong to it; without them they need not be built
   */
  public Plan plan(boolean withServices) {
    List<Part> parts = new ArrayList<>(backEnds());
    if (withServices) {
      List<String> here = parts.stream().map(Part::name).toList();
      for (Service service : SERVICES) {
        parts.add(service(service, here));
      }
    }
    return new Plan(parts, addresses());
  }

  private List<Part> backEnds() {
    var commands = new BackEnds(installation, cacheDir(), false);
    var parts = new ArrayList<Part>();
    if (settings.given(Setting.CLICKHOUSE_URL).isEmpty()) {
      parts.add(
          commands.clickHouse(
              need(Setting.PORTS_CLICKHOUSE),
              place(BackEnds.CLICKHOUSE),
              settings.text(Setting.HEAP_CLICKHOUSE)));
    }
    if (settings.given(Setting.KAFKA_BOOTSTRAP_SERVERS).isEmpty()) {
      parts.add(
          commands.kafka(
              List.of(need(Setting.PORTS_KAFKA), need(Setting.PORTS_KAFKA_CONTROLLER)),
              home.data(BackEnds.KAFKA),
              settings.text(Setting.HEAP_KAFKA),
              List.of(
                  "--retention-hours", settings.text(Setting.KAFKA_RETENTION_HOURS),
                  "--retention-bytes", settings.text(Setting.KAFKA_RETENTION_BYTES))));
    }
    if (settings.given(Setting.POSTGRES_URL).isEmpty()) {
      parts.add(
          commands.postgres(
              need(Setting.PORTS_POSTGRES),
              place(BackEnds.POSTGRES),
              home.cache().resolve("postgres"),
              home.pidFile("postgres-server")));
    }
    return parts;
  }

  private PortNeed need(Setting port) {
    return new PortNeed(settings.port(port), port.key());
  }

  private Place place(String part) {
    return new Place(home.data(part), secrets.file(part));
  }

  private Optional<Path> cacheDir() {
    return settings.flag(Setting.START_CACHE)
        ? Optional.of(home.root().resolve("aot"))
        : Optional.empty();
  }

  private Part service(Service service, List<String> partsHere) {
    Path jar = installation.serviceJar(service.part);
    PortNeed port = need(service.port);
    List<String> command =
        List.of(
            Installation.java(),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx" + settings.text(Setting.HEAP_SERVICES) + "m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString());
    var env = new HashMap<>(clientEnvironment());
    env.put("QUARKUS_HTTP_HOST", LOOPBACK);
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port.port()));
    env.put("QUARKUS_LOG_CONSOLE_COLOR", "false");
    Part part =
        Part.of(
                service.part,
                command,
                new Readiness.Http(
                    URI.create("http://" + LOOPBACK + ":" + port.port() + "/q/health/ready")))
            .withEnv(env)
            .alive(
                Liveness.usual(
                    new Liveness.Http(
                        URI.create("http://%s:%d/q/health/live".formatted(LOOPBACK, port.port())))))
            .after(service.needs.stream().filter(partsHere::contains).toList())
            .listeningOn(List.of(port))
            .within(BackEnds.LIMITS);
    return cacheDir()
        .map(dir ->
            part.cachedIn(
                new JvmCache(dir.resolve(service.part + ".aot"), List.of(jar.getParent()))))
        .orElse(part);
  }

  /**
   * What a service, or any client of one, is told by its environment: where everything is, and by
   * which secrets it is let in.
   */
  public Map<String, String> clientEnvironment() {
    var env = new TreeMap<String, String>();
    addresses().forEach((key, value) -> env.put(variable(key), value));
    env.put("REPRISE_WAREHOUSE_USER", settings.text(Setting.CLICKHOUSE_USER));
    env.put(
        "REPRISE_WAREHOUSE_PASSWORD",
        secret(Setting.CLICKHOUSE_URL, Setting.CLICKHOUSE_PASSWORD, BackEnds.CLICKHOUSE));
    env.put("QUARKUS_DATASOURCE_USERNAME", settings.text(Setting.POSTGRES_USER));
    env.put(
        "QUARKUS_DATASOURCE_PASSWORD",
        secret(Setting.POSTGRES_URL, Setting.POSTGRES_PASSWORD, BackEnds.POSTGRES));
    env.put("REPRISE_TOKEN", token());
    env.put("REPRISE_HOME", home.root().toString());
    env.put("REPRISE_ROOT", installation.root().toString());
    return env;
  }

  /** The token that every part asks for. */
  public String token() {
    return settings.given(Setting.TOKEN).orElseGet(() -> secrets.value("token"));
  }

  private String secret(Setting elsewhere, Setting password, String part) {
    return settings.given(elsewhere).isPresent() ? settings.text(password) : secrets.value(part);
  }

  private Map<String, String> addresses() {
    var addresses = new TreeMap<String, String>();
    addresses.put(
        "reprise.warehouse.url",
        settings
            .given(Setting.CLICKHOUSE_URL)
            .orElseGet(() ->
                "jdbc:clickhouse://%s:%s/%s"
                    .formatted(LOOPBACK, settings.text(Setting.PORTS_CLICKHOUSE), DATABASE)));
    addresses.put(
        "kafka.bootstrap.servers",
        settings
            .given(Setting.KAFKA_BOOTSTRAP_SERVERS)
            .orElseGet(() -> LOOPBACK + ":" + settings.text(Setting.PORTS_KAFKA)));
    String postgres =
        settings
            .given(Setting.POSTGRES_URL)
            .orElseGet(() ->
                "postgresql://%s:%s/%s"
                    .formatted(LOOPBACK, settings.text(Setting.PORTS_POSTGRES), DATABASE));
    addresses.put("quarkus.datasource.reactive.url", postgres);
    addresses.put("quarkus.datasource.jdbc.url", "jdbc:" + postgres);
    addresses.put(
        "reprise.snapshot.store",
        settings.given(Setting.SNAPSHOT_STORE).orElseGet(() -> home.snapshots().toString()));
    for (Service service : SERVICES) {
      addresses.put(
          "reprise." + service.part + ".address", LOOPBACK + ":" + settings.text(service.port));
    }
    return addresses;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
