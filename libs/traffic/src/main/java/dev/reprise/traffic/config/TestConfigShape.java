// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import dev.reprise.traffic.config.Shape.Field;
import dev.reprise.traffic.config.Shape.Group;
import dev.reprise.traffic.config.Shape.KeyRule;
import java.util.List;

/** The keys of a test config, with their types, ranges, defaults and meaning: the one table. */
final class TestConfigShape {

  private static final Shape ANY_TEXT = new Shape.Text("^[^\\u0000-\\u001f]*$", "a text");
  private static final Shape HTTP_URL =
      new Shape.Text("^https?://[^\\s/?#]+(?:/[^\\s?#]*)?$", "an http or https URL");
  private static final Shape.Text HEADER_NAME =
      new Shape.Text("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", "a header's name");
  private static final Shape.Text AUTHORITY =
      new Shape.Text("^[A-Za-z0-9._\\[\\]:-]+$", "a host, with its port where it has one");
  private static final Shape PATH =
      new Shape.Text(PathRule.SYNTAX, "a path like '$.items[*].id' or 'GET /orders/{id} $.total'");
  private static final Shape ENDPOINT =
      new Shape.Text(
          "^(?:\\*|[A-Z][A-Z-]* /\\S*)$",
          "'*' or a method and path template like 'GET /users/{id}'");
  private static final Shape CERTIFICATES =
      new Shape.Text(
          "^\\s*-----BEGIN CERTIFICATE-----[\\s\\S]+-----END CERTIFICATE-----\\s*$",
          "certificates in PEM, with their BEGIN and END lines");
  private static final Shape MILLIS = new Shape.Whole(1, 86_400_000);
  private static final Shape SECONDS = Shape.Decimal.between("0.001", "604800");
  private static final Shape PERCENT = Shape.Decimal.between("0", "100");
  private static final Shape VUSERS = new Shape.Whole(1, 100_000);
  private static final Shape CYCLES = new Shape.Whole(1, 1_000_000_000);

  static final Group CONFIG =
      new Group(
          Field.of("name", ANY_TEXT, "What reports call this config.", ""),
          Field.group("target", target(), "Where requests go."),
          Field.group("timeouts", timeouts(), "How long anything may take."),
          Field.group(
              "load",
              load(),
              "When requests go: one of recorded, fast or stages; recorded when none is given."),
          Field.group("assertions", assertions(), "What of an answer must be as recorded."),
          Field.group("goals", goals(), "What makes a replay pass."),
          Field.group("mocks", mocks(), "How the responder stands in for dependencies."));

  private TestConfigShape() {}

  private static Group target() {
    return new Group(
        Field.optional(
            "url", HTTP_URL, "The system under test; the command line's --target wins over it."),
        Field.map(
            "hosts",
            new Shape.MapOf(AUTHORITY, HTTP_URL),
            "Other addresses by recorded authority, where a snapshot holds several services."),
        Field.of(
            "host",
            new Shape.Choice("target", "recorded"),
            "Which Host header requests carry: the target's, or the recorded one.",
            "target"),
        Field.map(
            "headers",
            new Shape.MapOf(HEADER_NAME, ANY_TEXT),
            "Headers set on each request, by name."),
        Field.list(
            "authorities",
            CERTIFICATES,
            "Authorities to trust besides the JDK's, where the system under test is reached by"
                + " https: what stands in a .pem file."));
  }

  private static Group timeouts() {
    return new Group(
        Field.of("connectMillis", MILLIS, "Until a connection stands.", 2_000),
        Field.of(
            "answerMillis",
            MILLIS,
            "From when a request may leave to its answer's last byte.",
            30_000),
        Field.of(
            "bindingsMillis",
            new Shape.Whole(0, 60_000),
            "How long to wait for the responder to take in new values before the next request.",
            1_000));
  }

  private static Group load() {
    return new Group(
            Field.optional(
                "recorded",
                new Group(
                    Field.of(
                        "speed",
                        Shape.Decimal.between("0.001", "1000"),
                        "How many times as fast as recorded; 2 halves the gaps.",
                        1),
                    Field.of("vusers", VUSERS, "How many walk the snapshot at the same time.", 1),
                    Field.of("cycles", CYCLES, "How often each walks it.", 1)),
                "Recorded order with recorded gaps."),
            Field.optional(
                "fast",
                new Group(
                    Field.of("vusers", VUSERS, "How many walk the snapshot at the same time.", 1),
                    Field.of("cycles", CYCLES, "How often each walks it.", 1)),
                "Recorded order, each request as soon as it may go."),
            Field.optional(
                "stages", new Shape.ListOf(stage(), 1), "Levels of load, one after another."),
            Field.of(
                "maxConnections",
                new Shape.Whole(1, 65_000),
                "How many connections to the target may be open at a time.",
                1_024),
            Field.of(
                "maxLatenessMillis",
                MILLIS,
                "A run whose requests leave later than this (at p99) by the generator's own fault"
                    + " is invalid.",
                1_000))
        .with(new KeyRule.AtMostOne(List.of("recorded", "fast", "stages")));
  }

  private static Group stage() {
    return new Group(
            Field.optional("vusers", VUSERS, "Closed model: so many virtual users."),
            Field.optional(
                "requestsPerSecond",
                Shape.Decimal.between("0.001", "1000000"),
                "Open model: requests leave on this schedule, whatever became of those before."),
            Field.optional(
                "gaps",
                new Shape.Choice("none", "recorded"),
                "Whether a virtual user keeps the recorded gaps; none when absent."),
            Field.of(
                "rampSeconds",
                Shape.Decimal.between("0", "604800"),
                "How long it takes to get from the former stage's level to this one.",
                0),
            Field.optional("seconds", SECONDS, "How long the level is held after the ramp."),
            Field.optional("cycles", CYCLES, "How many walks through the snapshot instead."))
        .with(new KeyRule.ExactlyOne(List.of("vusers", "requestsPerSecond")))
        .with(new KeyRule.AtMostOne(List.of("requestsPerSecond", "gaps")))
        .with(new KeyRule.ExactlyOne(List.of("seconds", "cycles")));
  }

  private static Group assertions() {
    var paths = "Example: $.items[*].id, or for one endpoint: GET /orders/{id} $.total";
    return new Group(
        Field.of("status", new Shape.Flag(), "The status must be as recorded.", true),
        Field.list("headers", HEADER_NAME, "Headers that must be as recorded.", "content-type"),
        Field.group(
            "body",
            new Group(
                Field.of("enabled", new Shape.Flag(), "Bodies must be as recorded.", true),
                Field.list("ignore", PATH, "Places that may differ. " + paths),
                Field.list("only", PATH, "If given, nothing else is compared. " + paths),
                Field.list("unordered", PATH, "Arrays whose order does not matter. " + paths),
                Field.of(
                    "tolerance",
                    Shape.Decimal.between("0", "1000000000"),
                    "By how much numbers may differ.",
                    0)),
            "How bodies are compared."),
        Field.group(
            "slow",
            new Group(
                Field.of(
                    "factor",
                    Shape.Decimal.between("1", "1000"),
                    "More than so many times the recorded percentile,",
                    3),
                Field.of(
                    "floorMillis", new Shape.Whole(0, 3_600_000), "and so much above it,", 100),
                Field.of("percentile", PERCENT, "of the service times.", 95),
                Field.of(
                    "anyLoad",
                    new Shape.Flag(),
                    "Judge under any load, not only at recorded gaps.",
                    false)),
            "When an endpoint is called slow."));
  }

  private static Group goals() {
    return new Group(
        Field.of("successPercent", PERCENT, "Requests that must succeed.", 100),
        Field.of("matchPercent", PERCENT, "Calls to dependencies that must match.", 100),
        Field.optional(
            "minRequestsPerSecond",
            Shape.Decimal.between("0", "10000000"),
            "Throughput over the whole replay."),
        Field.of(
            "slowEndpoints",
            new Shape.Choice("fail", "report"),
            "Whether a slow endpoint fails the replay.",
            "fail"),
        Field.list("latency", latencyGoal(), "Bounds on percentiles."));
  }

  private static Group latencyGoal() {
    return new Group(
            Field.of("endpoint", ENDPOINT, "One endpoint, or * for all together.", "*"),
            Field.of("percentile", PERCENT, "Which one.", 95),
            Field.optional("maxMillis", MILLIS, "The bound."),
            Field.of(
                "measure",
                new Shape.Choice("response", "service"),
                "response: from when the request should have left; service: from when it did.",
                "response"))
        .with(new KeyRule.Required("maxMillis"));
  }

  private static Group mocks() {
    return new Group(
        Field.of(
            "latency",
            new Shape.ChoiceOrNumber(
                new Shape.Choice("recorded", "zero"), Shape.Decimal.between("0", "1000")),
            "How long answers take: as recorded, no time, or a factor of the recorded time.",
            "recorded"),
        Field.of(
            "miss",
            new Shape.Choice("404", "passthrough", "fail"),
            "What becomes of a call that was not recorded: a 404 that explains, the real"
                + " dependency, or a closed connection.",
            "404"));
  }
}
