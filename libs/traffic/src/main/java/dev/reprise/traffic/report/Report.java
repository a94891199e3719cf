// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.reprise.traffic.diff.Difference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a replay leaves. Its JSON form is published in docs/report.schema.json, which takes its
 * words from the descriptions below; written and read by {@link ReportJson}.
 */
public record Report(
    @JsonPropertyDescription("Which replay this is the report of") Provenance provenance,
    @JsonPropertyDescription("passed, failed, or invalid: nothing may be concluded from it")
        Verdict verdict,
    @JsonPropertyDescription("Why it failed or is invalid, addressed to a person")
        List<String> reasons,
    @JsonPropertyDescription("All requests together") Totals totals,
    @JsonPropertyDescription("Each endpoint, most requests first") List<EndpointFigures> endpoints,
    @JsonPropertyDescription("Each goal and whether it held") List<GoalResult> goals,
    @JsonPropertyDescription("Differences that count, by cause, most frequent first")
        List<Cause> causes,
    @JsonPropertyDescription("Endpoints that the config's rule calls slow") List<SlowEndpoint> slow,
    @JsonPropertyDescription("Calls to dependencies") MockFigures mocks,
    @JsonPropertyDescription("How far the result may be trusted") Fidelity fidelity) {

  /** Copies the lists. */
  public Report {
    reasons = List.copyOf(reasons);
    endpoints = List.copyOf(endpoints);
    goals = List.copyOf(goals);
    causes = List.copyOf(causes);
    slow = List.copyOf(slow);
  }

  /** What a replay came to. */
  public enum Verdict {
    /** Every goal held. */
    PASSED,
    /** A goal did not hold. */
    FAILED,
    /** Nothing may be concluded: something other than the SUT stood in the way. */
    INVALID;

    /** In lower case. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Which replay a report is of. */
  public record Provenance(
      @JsonPropertyDescription("The replay's id") String replayId,
      @JsonPropertyDescription("The snapshot's name") String snapshot,
      @JsonPropertyDescription("The snapshot's version") int snapshotVersion,
      @JsonPropertyDescription("full, generator-only or responder-only") String mode,
      @JsonPropertyDescription("The system under test") String target,
      @JsonPropertyDescription("Free words of the caller") String buildTag,
      @JsonPropertyDescription("The test config's name") String config) {}

  /** All requests together. */
  public record Totals(
      @JsonPropertyDescription("How many were to be sent; 0 when only the time was bounded")
          long planned,
      @JsonPropertyDescription("How many were sent") long requests,
      @JsonPropertyDescription("Answered, with no difference that counts") long succeeded,
      @JsonPropertyDescription("Not answered, or with such a difference") long failed,
      @JsonPropertyDescription("Not answered at all") long unanswered,
      @JsonPropertyDescription("succeeded of requests") double successPercent,
      @JsonPropertyDescription("From the first request's start to the last answer's end")
          double seconds,
      @JsonPropertyDescription("requests over seconds") double requestsPerSecond,
      @JsonPropertyDescription("From when requests left") Latency service,
      @JsonPropertyDescription("From when requests should have left") Latency response,
      @JsonPropertyDescription("As recorded") Latency recorded) {}

  /** A distribution of times in milliseconds. */
  public record Latency(
      @JsonPropertyDescription("How many times") long count,
      @JsonPropertyDescription("Mean") double meanMillis,
      @JsonPropertyDescription("Median") double p50Millis,
      @JsonPropertyDescription("90th percentile") double p90Millis,
      @JsonPropertyDescription("95th percentile") double p95Millis,
      @JsonPropertyDescription("99th percentile") double p99Millis,
      @JsonPropertyDescription("Largest") double maxMillis) {

    /** Of no times at all. */
    public static final Latency NONE = new Latency(0, 0, 0, 0, 0, 0, 0);
  }

  /** One endpoint. */
  public record EndpointFigures(
      @JsonPropertyDescription("Method and path template") String endpoint,
      @JsonPropertyDescription("How many were sent") long requests,
      @JsonPropertyDescription("Answered, with no difference that counts") long succeeded,
      @JsonPropertyDescription("succeeded of requests") double successPercent,
      @JsonPropertyDescription("requests over the replay's seconds") double requestsPerSecond,
      @JsonPropertyDescription("Requests by status; 0 for those not answered")
          SortedMap<String, Long> statuses,
      @JsonPropertyDescription("From when requests left") Latency service,
      @JsonPropertyDescription("From when requests should have left") Latency response,
      @JsonPropertyDescription("As recorded") Latency recorded) {

    /** Copies the map. */
    public EndpointFigures {
      statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }
  }

  /** A goal and whether it held. */
  public record GoalResult(
      @JsonPropertyDescription("What the goal is about") String goal,
      @JsonPropertyDescription("What was asked for") String wanted,
      @JsonPropertyDescription("What came out") String actual,
      @JsonPropertyDescription("Whether it held") boolean held,
      @JsonPropertyDescription("What it most likely comes from and what to do; may be empty")
          String remedy) {

    /** Reports that were stored before there were remedies have none. */
    public GoalResult {
      remedy = Objects.requireNonNullElse(remedy, "");
    }

    /** One whose figures say enough. */
    public GoalResult(String goal, String wanted, String actual, boolean held) {
      this(goal, wanted, actual, held, "");
    }

    /** What to tell a person of it where it did not hold. */
    String reason() {
      return "%s: wanted %s, was %s%s"
          .formatted(goal, wanted, actual, remedy.isEmpty() ? "" : ". " + remedy);
    }
  }

  /** Differences with one cause: the same place of the same endpoint differs in the same way. */
  public record Cause(
      @JsonPropertyDescription("Method and path template") String endpoint,
      @JsonPropertyDescription("The place, with [*] for every index") String path,
      @JsonPropertyDescription("changed, missing, added, type, order or length") String kind,
      @JsonPropertyDescription("How many requests show it") long count,
      @JsonPropertyDescription("The first one") Example example) {}

  /** One difference in full. */
  public record Example(
      @JsonPropertyDescription("The recorded pair, as capture/sequence") String pair,
      @JsonPropertyDescription("The exact place") String path,
      @JsonPropertyDescription("As recorded, with bindings applied; shortened, secrets masked")
          String expected,
      @JsonPropertyDescription("As it came; shortened, secrets masked") String actual) {}

  /** An endpoint that takes much longer than recorded. */
  public record SlowEndpoint(
      @JsonPropertyDescription("Method and path template") String endpoint,
      @JsonPropertyDescription("Which percentile of service time") double percentile,
      @JsonPropertyDescription("As recorded") double recordedMillis,
      @JsonPropertyDescription("In this replay") double actualMillis) {}

  /** Calls to dependencies. */
  public record MockFigures(
      @JsonPropertyDescription("How many calls came") long calls,
      @JsonPropertyDescription("Answered from the snapshot") long matches,
      @JsonPropertyDescription("Not recorded") long misses,
      @JsonPropertyDescription("Not recorded, and the real dependency was asked") long passthroughs,
      @JsonPropertyDescription("How many calls the snapshot can answer") long recorded,
      @JsonPropertyDescription(
              "matches of calls; of no calls 100, or 0 where requests were answered that had made some")
          double matchPercent,
      @JsonPropertyDescription("Each endpoint of each dependency") List<MockEndpoint> endpoints,
      @JsonPropertyDescription("Misses, most frequent first") List<Miss> missed) {

    /** Copies the lists. */
    public MockFigures {
      endpoints = List.copyOf(endpoints);
      missed = List.copyOf(missed);
    }
  }

  /** One endpoint of a dependency. */
  public record MockEndpoint(
      @JsonPropertyDescription("The dependency") String host,
      @JsonPropertyDescription("Method and path template") String endpoint,
      @JsonPropertyDescription("Answered from the snapshot") long matches,
      @JsonPropertyDescription("Not recorded") long misses,
      @JsonPropertyDescription("Until the calls were answered") Latency answered) {}

  /** Calls that were not recorded. */
  public record Miss(
      @JsonPropertyDescription("The dependency") String host,
      @JsonPropertyDescription("Method and target of the first") String request,
      @JsonPropertyDescription("How many") long count,
      @JsonPropertyDescription("The nearest recorded pair, as capture/sequence; may be empty")
          String nearest,
      @JsonPropertyDescription("What differs from it") List<MissDifference> differences) {

    /** Copies the list. */
    public Miss {
      differences = List.copyOf(differences);
    }
  }

  /** One field in which a call differs from the nearest recorded one. */
  public record MissDifference(
      @JsonPropertyDescription("The field") String path,
      @JsonPropertyDescription("changed, missing, added, type, order or length") String kind,
      @JsonPropertyDescription("As recorded; shortened, secrets masked") String expected,
      @JsonPropertyDescription("As it came; shortened, secrets masked") String actual) {

    static MissDifference of(Difference difference) {
      return new MissDifference(
          difference.path(), difference.kind().word(), difference.expected(), difference.actual());
    }
  }

  /** How far a result may be trusted. */
  public record Fidelity(
      @JsonPropertyDescription("Places where a difference was tolerated on a guess") long guesses,
      @JsonPropertyDescription("Differences that the assertions leave out of account")
          long tolerated,
      @JsonPropertyDescription("Mock answers by how they were chosen: exact, order, reused")
          SortedMap<String, Long> mockChoices,
      @JsonPropertyDescription("How late requests left through the generator's own fault")
          Latency lateness,
      @JsonPropertyDescription("Cores the generator used, on average") double generatorCores,
      @JsonPropertyDescription("Values that the SUT made anew and were bound") long bindings,
      @JsonPropertyDescription("Times the generator waited in vain for the responder to know them")
          long bindingTimeouts,
      @JsonPropertyDescription("What did not fit the report's bounds, by what it is")
          SortedMap<String, Long> leftOut) {

    /** Copies the maps. */
    public Fidelity {
      mockChoices = Collections.unmodifiableSortedMap(new TreeMap<>(mockChoices));
      leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
  }

  static SortedMap<String, Long> sorted(Map<String, Long> map) {
    return new TreeMap<>(map);
  }
}
