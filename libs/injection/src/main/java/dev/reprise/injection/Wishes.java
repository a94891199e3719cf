// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pod template's annotations ask for, with defaults.
 *
 * @param service what the application is called
 * @param appPort where it listens: a number, a name or {@code none}; empty means what it declares
 * @param outbound whether its calls are recorded
 * @param ports where the proxy listens
 * @param excluded hosts that are left alone by the proxy
 * @param unproxied hosts that the application reaches without it
 * @param redirection what the kernel leaves alone; empty where it leads nothing to the proxy
 * @param resources what the proxy asks for
 */
record Wishes(
    String service,
    Optional<String> appPort,
    boolean outbound,
    Ports ports,
    List<String> excluded,
    List<String> unproxied,
    Optional<Redirection> redirection,
    SidecarSettings.Resources resources) {

  static final String NO_PORT = "none";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251})");
  private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,14})");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9*.:_/-]+");
  private static final Pattern PORTS = Pattern.compile("[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?");
  private static final Pattern ADDRESSES = Pattern.compile("[0-9A-Fa-f.:]{2,}(/[0-9]{1,3})?");
  private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|Ki|Mi|Gi)?");
  private static final int MAX_PORT = 65_535;

  /**
   * Where the proxy listens.
   *
   * @param inbound callers reach the application here
   * @param outbound the application finds its proxy here
   * @param health the kubelet asks here
   */
  record Ports(int inbound, int outbound, int health) {

    static final Ports DEFAULT = new Ports(14_143, 14_140, 14_144);

    Set<Integer> all() {
      return new java.util.TreeSet<>(List.of(inbound, outbound, health));
    }
  }

  /**
   * What the kernel leaves alone where it leads all else to the proxy.
   *
   * @param inboundPorts of the application: numbers, or two with a dash
   * @param outboundPorts of others
   * @param addresses of others: addresses, or beginnings with their lengths
   */
  record Redirection(
      List<String> inboundPorts, List<String> outboundPorts, List<String> addresses) {

    Redirection {
      inboundPorts = List.copyOf(inboundPorts);
      outboundPorts = List.copyOf(outboundPorts);
      addresses = List.copyOf(addresses);
    }

    /** Whether connections to a port of the application are left alone. */
    boolean leavesAlone(int port) {
      return inboundPorts.stream()
          .anyMatch(range -> {
            String[] ends = range.split("-", 2);
            return port >= Integer.parseInt(ends[0])
                && port <= Integer.parseInt(ends[ends.length - 1]);
          });
    }
  }

  /** Copies the lists. */
  Wishes {
    excluded = List.copyOf(excluded);
    unproxied = List.copyOf(unproxied);
  }

  /** Reads them; what is wrong is added to the problems. */
  static Wishes read(
      JsonNode metadata, String workload, SidecarSettings settings, List<String> problems) {
    var reader = new Reader(ours(metadata), problems);
    reader.refuseUnknown();
    var usual = settings.resources();
    var wishes =
        new Wishes(
            reader.text(Annotations.SERVICE, workload, NAME, "letters, digits, '.', '_', '-'"),
            reader.appPort(),
            reader.flag(Annotations.OUTBOUND, true),
            new Ports(
                reader.port(Annotations.INBOUND_PORT, Ports.DEFAULT.inbound()),
                reader.port(Annotations.OUTBOUND_PORT, Ports.DEFAULT.outbound()),
                reader.port(Annotations.HEALTH_PORT, Ports.DEFAULT.health())),
            reader.hosts(Annotations.EXCLUDE),
            reader.hosts(Annotations.NO_PROXY),
            reader.redirection(settings.transparent()),
            new SidecarSettings.Resources(
                reader.quantity(Annotations.CPU_REQUEST, usual.cpuRequest()),
                reader.quantity(Annotations.MEMORY_REQUEST, usual.memoryRequest()),
                reader.quantity(Annotations.MEMORY_LIMIT, usual.memoryLimit())));
    if (wishes.ports().all().size() < 3) {
      problems.add(
          "inbound-port, outbound-port and health-port are not three different ports: choose"
              + " others.");
    }
    return wishes;
  }

  /** Whether the kernel leads callers of the application to the proxy. */
  boolean redirectsInbound() {
    return redirection.isPresent() && !appPort.equals(Optional.of(NO_PORT));
  }

  /** Whether the kernel leads the application's calls to the proxy. */
  boolean redirectsOutbound() {
    return redirection.isPresent() && outbound;
  }

  /** What the template says on being injected at all, in an annotation or else a label. */
  static Optional<String> inject(JsonNode metadata) {
    return Stream.of("annotations", "labels")
        .map(place -> metadata.path(place).path(Annotations.INJECT))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst();
  }

  private static Map<String, String> ours(JsonNode metadata) {
    var ours = new TreeMap<String, String>();
    metadata
        .path("annotations")
        .properties()
        .forEach(entry -> {
          if (entry.getKey().startsWith(Annotations.DOMAIN)) {
            ours.put(entry.getKey(), entry.getValue().asText());
          }
        });
    return ours;
  }

  private record Reader(Map<String, String> given, List<String> problems) {

    void refuseUnknown() {
      for (String name : given.keySet()) {
        if (!Annotations.WISHES.contains(name)) {
          problems.add(
              "Annotation '%s' is unknown: use one of %s.".formatted(name, Annotations.WISHES));
        }
      }
    }

    String text(String name, String usual, Pattern pattern, String rule) {
      String value = given.getOrDefault(name, usual);
      if (!pattern.matcher(value).matches()) {
        problems.add("Annotation %s is '%s': it must be of %s.".formatted(name, value, rule));
      }
      return value;
    }

    String quantity(String name, String usual) {
      return text(name, usual, QUANTITY, "the form 100m, 192Mi or 1Gi");
    }

    Optional<String> appPort() {
      var value = Optional.ofNullable(given.get(Annotations.APP_PORT));
      value
          .filter(port -> number(port).isEmpty() && !PORT_NAME.matcher(port).matches())
          .ifPresent(port ->
              problems.add(
                  "Annotation %s is '%s': it must be a port from 1 to 65535, the name of a declared port, or none."
                      .formatted(Annotations.APP_PORT, port)));
      return value;
    }

    boolean flag(String name, boolean usual) {
      String value = given.getOrDefault(name, Boolean.toString(usual));
      if (!value.equals("true") && !value.equals("false")) {
        problems.add("Annotation %s is '%s': it must be true or false.".formatted(name, value));
      }
      return !value.equals("false");
    }

    Optional<Redirection> redirection(boolean usual) {
      if (!flag(Annotations.TRANSPARENT, usual)) {
        return Optional.empty();
      }
      return Optional.of(
          new Redirection(
              list(Annotations.EXCLUDE_INBOUND_PORTS, PORTS, "ports, or two with a dash"),
              list(Annotations.EXCLUDE_OUTBOUND_PORTS, PORTS, "ports, or two with a dash"),
              list(Annotations.EXCLUDE_ADDRESSES, ADDRESSES, "addresses, e.g. 10.0.0.0/8")));
    }

    int port(String name, int usual) {
      String value = given.getOrDefault(name, Integer.toString(usual));
      var port = number(value);
      if (port.isEmpty()) {
        problems.add(
            "Annotation %s is '%s': it must be a port from 1 to 65535.".formatted(name, value));
      }
      return port.orElse(usual);
    }

    List<String> hosts(String name) {
      return list(name, HOST, "hosts");
    }

    List<String> list(String name, Pattern pattern, String rule) {
      var entries = new ArrayList<String>();
      for (String entry : given.getOrDefault(name, "").split(",", -1)) {
        if (entry.isBlank()) {
          continue;
        }
        if (pattern.matcher(entry.strip()).matches()) {
          entries.add(entry.strip());
        } else {
          problems.add(
              "Annotation %s names '%s': it must hold %s, separated by commas."
                  .formatted(name, entry.strip(), rule));
        }
      }
      return entries;
    }
  }

  /** A port as a number, if it is one. */
  static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,5}")
        ? Optional.of(Integer.parseInt(text)).filter(port -> port > 0 && port <= MAX_PORT)
        : Optional.empty();
  }
}
