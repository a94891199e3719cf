// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.snapshot.SessionBasis;
import java.util.List;
import java.util.Optional;

/**
 * Finds the session of each pair when its request starts: a trace that is known already, else a
 * credential, else an identifier that it shares with an earlier pair, else its own trace; for an
 * outbound pair at last the only inbound request that is open. A trace id that nothing else has had
 * says nothing yet: clients often make one for each request.
 */
final class Sessions {

  private final ValueTable values;
  private final PlaceTable places;
  private final OpenRequests open;
  private final SessionLog log;

  Sessions(ValueTable values, PlaceTable places, OpenRequests open, SessionLog log) {
    this.values = values;
    this.places = places;
    this.open = open;
    this.log = log;
  }

  private record Found(int session, SessionBasis basis) {}

  /**
   * Finds and notes the session of the next pair.
   *
   * @return its number, or {@link ValueTable#NO_SESSION}
   */
  int assign(RRPair pair, List<Leaf> leaves, int ordinal) {
    var trace = SessionKeys.traceOf(pair.request());
    var found =
        ofKnownTrace(trace)
            .or(() -> ofCredential(pair.direction(), leaves, ordinal))
            .or(() -> ofValue(pair, leaves))
            .orElseGet(() -> alone(pair, trace.isPresent(), ordinal));
    log.add(found.session, found.basis);
    if (trace.isPresent() && found.session != ValueTable.NO_SESSION) {
      note(trace.get(), found.session, ordinal);
    }
    return found.session;
  }

  private Optional<Found> ofKnownTrace(Optional<Long> trace) {
    return trace
        .map(values::find)
        .filter(slot -> slot != ValueTable.ABSENT)
        .map(slot -> new Found(values.session(slot), SessionBasis.TRACE));
  }

  /**
   * A credential that the system under test sends on its own account belongs to no session, so for
   * outbound pairs only those count that were inbound before.
   */
  private Optional<Found> ofCredential(Direction direction, List<Leaf> leaves, int ordinal) {
    Optional<Found> ofClient = Optional.empty();
    for (Leaf leaf : leaves) {
      if (!SessionKeys.isCredential(leaf)) {
        continue;
      }
      int slot = values.find(ValueHash.of(leaf.text()));
      if (slot == ValueTable.ABSENT) {
        if (direction == Direction.IN && ofClient.isEmpty()) {
          ofClient = Optional.of(new Found(ordinal, SessionBasis.CREDENTIAL));
        }
      } else if (isUsable(slot) && wasInbound(slot)) {
        var found = new Found(values.session(slot), SessionBasis.CREDENTIAL);
        if (values.maker(slot) == Maker.SUT) {
          return Optional.of(found);
        }
        ofClient = Optional.of(found);
      }
    }
    return ofClient;
  }

  private Optional<Found> ofValue(RRPair pair, List<Leaf> leaves) {
    int likely = likelySession(pair);
    int latest = ValueTable.ABSENT;
    for (Leaf leaf : leaves) {
      if (!leaf.type().isIdentifier()
          || SessionKeys.isTrace(leaf)
          || SessionKeys.isCredential(leaf)) {
        continue;
      }
      int slot = values.find(ValueHash.of(leaf.text()));
      if (slot != ValueTable.ABSENT
          && isUsable(slot)
          && isCredible(slot, likely)
          && (latest == ValueTable.ABSENT || values.born(slot) > values.born(latest))) {
        latest = slot;
      }
    }
    return latest == ValueTable.ABSENT
        ? Optional.empty()
        : Optional.of(new Found(values.session(latest), SessionBasis.VALUE));
  }

  /**
   * A value that only dependencies have seen may belong to the service itself, such as its account
   * there; it does when the only request that is open is of another session.
   */
  private boolean isCredible(int slot, int likely) {
    return likely == ValueTable.NO_SESSION || values.session(slot) == likely || wasInbound(slot);
  }

  private Found alone(RRPair pair, boolean hasTrace, int ordinal) {
    if (pair.direction() == Direction.IN) {
      return new Found(ordinal, hasTrace ? SessionBasis.TRACE : SessionBasis.NONE);
    }
    int likely = likelySession(pair);
    return likely == ValueTable.NO_SESSION
        ? new Found(ValueTable.NO_SESSION, SessionBasis.NONE)
        : new Found(likely, SessionBasis.LIKELY);
  }

  /** The session of the only inbound request that is open while an outbound one starts. */
  private int likelySession(RRPair pair) {
    int only = pair.direction() == Direction.OUT ? open.only(pair.origin().service()) : -1;
    return only < 0 ? ValueTable.NO_SESSION : log.numberOf(only);
  }

  private boolean isUsable(int slot) {
    return !values.isShared(slot) && values.session(slot) != ValueTable.NO_SESSION;
  }

  private boolean wasInbound(int slot) {
    int place = values.place(slot);
    return place >= 0 && places.byNumber(place).key().direction() == Direction.IN;
  }

  private void note(long trace, int session, int ordinal) {
    if (values.find(trace) == ValueTable.ABSENT) {
      values.add(trace, Maker.CLIENT, -1, session, ordinal);
    }
  }
}
