// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.Outgoing;
import dev.reprise.generator.http.Target;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.diff.Expectation.Bases;
import dev.reprise.traffic.diff.ResponseDiff;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Makes of recorded requests those of this run.
 *
 * <p><b>Threads:</b> {@link #of(TestConfig.Target, String, Run)} blocks on names; the rest is
 * confined to the event loop.
 *
 * <p><b>Bounds:</b> where the snapshot is kept in memory, what is made of its requests is kept,
 * too: about as much again as their headers, for the bodies are shared.
 */
final class Preparation {

  private final Outgoing main;
  private final Map<String, Outgoing> byAuthority;
  private final Run run;
  private final IdentityHashMap<RecordedRequest, PreparedRequest> kept = new IdentityHashMap<>();

  /**
   * What the requests are for.
   *
   * @param replayId marks every pair that is seen
   * @param diff compares the answers
   * @param keepsRequests whether the same recorded requests will be asked for again and again
   */
  record Run(String replayId, ResponseDiff diff, boolean keepsRequests) {}

  private Preparation(Outgoing main, Map<String, Outgoing> byAuthority, Run run) {
    this.main = main;
    this.byAuthority = Map.copyOf(byAuthority);
    this.run = run;
  }

  /** For a config; the target given by the caller wins over the config's. */
  static Preparation of(TestConfig.Target config, String target, Run run) {
    var others = new HashMap<String, Outgoing>();
    config
        .hosts()
        .forEach((authority, url) ->
            others.put(
                authority, new Outgoing(Target.parse(url), config.keepsHost(), config.headers())));
    return new Preparation(
        new Outgoing(Target.parse(target), config.keepsHost(), config.headers()), others, run);
  }

  /** The request as it is sent in this run. */
  PreparedRequest of(RecordedRequest recorded) {
    return run.keepsRequests()
        ? kept.computeIfAbsent(recorded, this::prepared)
        : prepared(recorded);
  }

  private PreparedRequest prepared(RecordedRequest recorded) {
    var pair = recorded.pair();
    var outgoing = byAuthority.getOrDefault(pair.request().authority(), main);
    return new PreparedRequest(
        recorded,
        outgoing,
        run.diff().baseline(recorded, bases(pair.request(), outgoing)),
        new Origin(pair.origin().service(), run.replayId(), Map.of("agent", "generator")));
  }

  /** How the system under test was and is addressed. */
  private static Bases bases(Request request, Outgoing outgoing) {
    var base = request.scheme() + "://" + request.authority();
    return new Bases(base, outgoing.keepsHost() ? base : outgoing.target().base());
  }
}
