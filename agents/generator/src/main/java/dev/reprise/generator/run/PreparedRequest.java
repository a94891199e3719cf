// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.Outgoing;
import dev.reprise.generator.http.Target;
import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.diff.Baseline;
import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.rewrite.Messages;
import dev.reprise.traffic.rewrite.Substitution;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is the same of a recorded request in every walk.
 *
 * <p><b>Threads:</b> {@link #request} is confined to the event loop; the rest is immutable.
 */
final class PreparedRequest {

  private final RecordedRequest recorded;
  private final Outgoing outgoing;
  private final Baseline baseline;
  private final Origin origin;
  private final String endpoint;
  private @Nullable Request asRecorded; // null until asked for

  PreparedRequest(RecordedRequest recorded, Outgoing outgoing, Baseline baseline, Origin origin) {
    this.recorded = recorded;
    this.outgoing = outgoing;
    this.baseline = baseline;
    this.origin = origin;
    this.endpoint = endpoint(recorded.pair());
  }

  private static String endpoint(RRPair pair) {
    var known = pair.facts().endpoint();
    return known.isEmpty()
        ? EndpointTemplates.of(pair.request().method(), pair.request().path())
        : known;
  }

  /** As it was recorded. */
  RRPair pair() {
    return recorded.pair();
  }

  /** Method and path template. */
  String endpoint() {
    return endpoint;
  }

  /** Of the pairs that its answers make. */
  Origin origin() {
    return origin;
  }

  /** What its answers are compared with. */
  Baseline baseline() {
    return baseline;
  }

  Target target() {
    return outgoing.target();
  }

  /** The request with the values of a walk. */
  Request request(ValueMap values) {
    if (values.size() > 0) {
      var substitution = new Substitution(recorded.uses(), values);
      return outgoing.of(Messages.rewrite(recorded.pair().request(), substitution));
    }
    var known = asRecorded;
    if (known == null) {
      known = outgoing.of(recorded.pair().request());
      asRecorded = known;
    }
    return known;
  }

  /** Why it cannot be sent again; empty when it can. */
  Optional<String> obstacle() {
    return obstacle(recorded.pair());
  }

  /** Why a recorded request cannot be sent again; empty when it can. */
  static Optional<String> obstacle(RRPair pair) {
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
}
