// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.Outgoing;
import dev.reprise.generator.http.Target;
import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.diff.Expectation.Bases;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.rewrite.Messages;
import dev.reprise.traffic.rewrite.Substitution;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a recorded request the one that is sent in this run.
 *
 * <p><b>Threads:</b> {@link #of} blocks on names; {@link #request} is confined to the event loop,
 * and the rest is immutable.
 *
 * <p><b>Bounds:</b> where the snapshot is kept in memory, the requests in which nothing was bound
 * are kept as they leave, too: one object more a request, for the bodies are shared.
 */
final class Preparation {

  private final Outgoing main;
  private final Map<String, Outgoing> byAuthority;
  private final boolean keepsHost;
  private final boolean keepsRequests;
  private final IdentityHashMap<Request, Request> asRecorded = new IdentityHashMap<>();

  private Preparation(
      Outgoing main, Map<String, Outgoing> byAuthority, boolean keepsHost, boolean keepsRequests) {
    this.main = main;
    this.byAuthority = Map.copyOf(byAuthority);
    this.keepsHost = keepsHost;
    this.keepsRequests = keepsRequests;
  }

  /**
   * For a config; the target given by the caller wins over the config's.
   *
   * @param keepsRequests whether the same recorded requests will be asked for again and again
   */
  static Preparation of(TestConfig.Target config, String target, boolean keepsRequests) {
    var others = new HashMap<String, Outgoing>();
    config
        .hosts()
        .forEach((authority, url) ->
            others.put(
                authority, new Outgoing(Target.parse(url), config.keepsHost(), config.headers())));
    return new Preparation(
        new Outgoing(Target.parse(target), config.keepsHost(), config.headers()),
        others,
        config.keepsHost(),
        keepsRequests);
  }

  /** Why a recorded request cannot be sent again; empty when it can. */
  static Optional<String> obstacle(RecordedRequest recorded) {
    var pair = recorded.pair();
    if (pair.notes().marks().contains(Mark.UPGRADED) || pair.request().method().equals("CONNECT")) {
      return Optional.of("not sent: the recorded connection left HTTP");
    }
    if (pair.notes().marks().contains(Mark.REQUEST_INCOMPLETE)) {
      return Optional.of("not sent: the recorded request was cut off by its sender");
    }
    var body = pair.request().body();
    if (body.isTruncated()) {
      return Optional.of(
          "not sent: only %d of the %d bytes of its body were recorded"
              .formatted(body.kept().length(), body.wireBytes()));
    }
    return Optional.empty();
  }

  Target target(RecordedRequest recorded) {
    return outgoing(recorded).target();
  }

  /** The request with the values of this walk. */
  Request request(RecordedRequest recorded, ValueMap values) {
    var request = recorded.pair().request();
    if (values.size() == 0) {
      return keepsRequests
          ? asRecorded.computeIfAbsent(request, outgoing(recorded)::of)
          : outgoing(recorded).of(request);
    }
    return outgoing(recorded)
        .of(Messages.rewrite(request, new Substitution(recorded.uses(), values)));
  }

  /** How the system under test was and is addressed. */
  Bases bases(RecordedRequest recorded) {
    var request = recorded.pair().request();
    var base = request.scheme() + "://" + request.authority();
    return new Bases(base, keepsHost ? base : target(recorded).base());
  }

  private Outgoing outgoing(RecordedRequest recorded) {
    return byAuthority.getOrDefault(recorded.pair().request().authority(), main);
  }
}
