// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to replay a snapshot: what load, what must be alike, which goals must hold, how mocks behave.
 *
 * <p>Read from JSON or YAML by {@link TestConfigs}; docs/test-config.schema.json lists every key.
 *
 * @param name what reports call it; may be empty
 * @param target where requests go
 * @param timeouts how long anything may take
 * @param load when requests go
 * @param assertions what of an answer must be as recorded
 * @param goals what makes a replay pass
 * @param mocks how dependencies are stood in for
 */
public record TestConfig(
    String name,
    Target target,
    Timeouts timeouts,
    Load load,
    Assertions assertions,
    Goals goals,
    Mocks mocks) {

  /**
   * Where requests go.
   *
   * @param url the system under test, e.g. {@code http://127.0.0.1:8080}; empty leaves it to the
   *     caller
   * @param hosts other addresses by recorded authority
   * @param keepsHost whether requests carry the recorded Host header instead of the target's
   * @param headers set on each request; values may be secrets
   * @param authorities PEM texts of authorities to trust besides the JDK's
   */
  public record Target(
      Optional<String> url,
      Map<String, String> hosts,
      boolean keepsHost,
      Map<String, String> headers,
      List<String> authorities) {

    /** Copies the maps and the list. */
    public Target {
      authorities = List.copyOf(authorities);
      hosts = Map.copyOf(hosts);
      headers = Map.copyOf(headers);
    }

    /** Without header values: they may be secrets. */
    @Override
    public String toString() {
      return "Target[url=" + url + ", hosts=" + hosts + ", headers=" + headers.keySet() + "]";
    }
  }

  /**
   * How long anything may take.
   *
   * @param connect until a connection stands
   * @param answer from when a request may leave (it may have to wait for a connection) to the
   *     answer's last byte
   * @param bindings for the responder to take in what the generator has learnt
   */
  public record Timeouts(Duration connect, Duration answer, Duration bindings) {}

  /**
   * What of an answer must be as recorded.
   *
   * @param status whether the status must be equal
   * @param headers names of headers, in lower case, that must be equal
   * @param body how bodies are compared
   * @param slow when an endpoint is called slow
   */
  public record Assertions(boolean status, List<String> headers, BodyChecks body, SlowRule slow) {

    /** Copies the list. */
    public Assertions {
      headers = List.copyOf(headers);
    }
  }

  /**
   * How bodies are compared.
   *
   * @param enabled whether they are at all
   * @param ignore places that may differ
   * @param only if not empty, nothing else is compared
   * @param unordered arrays whose order does not matter
   * @param tolerance by how much numbers may differ
   */
  public record BodyChecks(
      boolean enabled,
      List<PathRule> ignore,
      List<PathRule> only,
      List<PathRule> unordered,
      double tolerance) {

    /** Copies the lists. */
    public BodyChecks {
      ignore = List.copyOf(ignore);
      only = List.copyOf(only);
      unordered = List.copyOf(unordered);
    }
  }

  /**
   * When an endpoint is called slow: its percentile is more than {@code factor} times the recorded
   * one and more than the floor above it, by more requests than chance explains (one in a
   * thousand).
   *
   * @param factor how many times as long
   * @param floor by how much at least
   * @param percentile which of the service times
   * @param anyLoad whether to judge under other loads than the recorded gaps, too
   */
  public record SlowRule(double factor, Duration floor, double percentile, boolean anyLoad) {}

  /**
   * What makes a replay pass.
   *
   * @param successPercent of the requests that must succeed
   * @param matchPercent of the mock calls that must match
   * @param minRequestsPerSecond throughput over the whole replay, if asked for
   * @param slowEndpointsFail whether a slow endpoint fails the replay, or is only reported
   * @param latency bounds on percentiles
   */
  public record Goals(
      double successPercent,
      double matchPercent,
      Optional<Double> minRequestsPerSecond,
      boolean slowEndpointsFail,
      List<LatencyGoal> latency) {

    /** Copies the list. */
    public Goals {
      latency = List.copyOf(latency);
    }
  }

  /**
   * A bound on a percentile.
   *
   * @param endpoint e.g. {@code GET /users/{id}}; {@code *} is all requests together
   * @param percentile 0 to 100
   * @param max the bound
   * @param fromIntendedStart whether to measure response time (from when the request should have
   *     left) or service time (from when it did)
   */
  public record LatencyGoal(
      String endpoint, double percentile, Duration max, boolean fromIntendedStart) {

    /** All requests together. */
    public static final String ALL = "*";
  }

  /**
   * How dependencies are stood in for.
   *
   * @param latencyFactor how many times as long as recorded an answer takes; 0 is at once
   * @param miss what to do with a call that was not recorded
   */
  public record Mocks(double latencyFactor, MissPolicy miss) {}

  /** What to do with a call that was not recorded. */
  public enum MissPolicy {
    /** Answer 404 and say what was nearest. */
    NOT_FOUND,
    /** Ask the real dependency. */
    PASSTHROUGH,
    /** Close the connection without an answer, as a dependency out of reach would. */
    FAIL
  }
}
