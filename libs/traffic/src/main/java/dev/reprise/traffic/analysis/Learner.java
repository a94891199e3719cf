// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.snapshot.SnapshotWriter.Learnt;
import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first pass over a selection: takes the pairs in total order, looks at their values in the
 * order of events, and concludes the {@link Lessons}.
 *
 * <p><b>Threads:</b> one. <b>Bounds:</b> {@link Limits}, and eight bytes a pair.
 */
final class Learner {

  private final Limits limits;
  private final ValueTable values;
  private final PlaceTable places;
  private final SessionNumbers numbers = new SessionNumbers();
  private final Links links = new Links();
  private final SessionLog log = new SessionLog();
  private final OpenRequests open = new OpenRequests();
  private final Sessions sessions;
  private final PendingResponses pending = new PendingResponses(this::answered);
  private final Observations observations = new Observations();

  private int pairs;

  Learner(Limits limits) {
    this.limits = limits;
    this.values = new ValueTable(limits.values());
    this.places = new PlaceTable(limits.places());
    this.sessions = new Sessions(values, places, open, log);
  }

  /** Learns from the next pair. */
  void take(RRPair pair) {
    pending.takeUpTo(pair.timing().startNanos());
    int ordinal = pairs;
    pairs = Math.incrementExact(pairs);
    var requested = Leaves.of(pair.request(), limits.valuesPerMessage());
    int session = sessions.assign(pair, requested, ordinal);
    var key = EndpointKey.of(pair.direction(), pair.request());
    observations.saw(pair);
    var asked = observed(pair, key, requested, Set.of());
    learn(pair.direction(), Side.REQUEST, asked, session, ordinal);
    pair.response().ifPresent(response -> answer(pair, response, requested, session, ordinal));
  }

  private void answer(
      RRPair pair, Response response, List<Leaf> requested, int session, int ordinal) {
    var echoes = new HashSet<Long>();
    for (Leaf leaf : requested) {
      if (leaf.kind().isText()) {
        echoes.add(ValueHash.of(leaf.text()));
      }
    }
    var key = EndpointKey.of(pair.direction(), pair.request()).answered(response.status());
    var leaves = Leaves.of(response, limits.valuesPerMessage());
    if (pair.direction() == Direction.IN) {
      open.opened(pair.origin().service(), ordinal);
    }
    long end = Math.max(pair.timing().startNanos(), pair.timing().responseEndNanos());
    pending.add(
        new PendingResponses.Pending(
            end,
            pair.direction(),
            ordinal,
            session,
            pair.origin().service(),
            observed(pair, key, leaves, echoes)));
  }

  private void answered(PendingResponses.Pending response) {
    if (response.direction() == Direction.IN) {
      open.closed(response.service(), response.ordinal());
    }
    learn(
        response.direction(),
        Side.RESPONSE,
        response.values(),
        response.session(),
        response.ordinal());
  }

  private List<Observed> observed(
      RRPair pair, EndpointKey key, List<Leaf> leaves, Set<Long> echoes) {
    var observed = new ArrayList<Observed>(leaves.size());
    for (Leaf leaf : leaves) {
      if (!isTelling(leaf)) {
        continue;
      }
      var type = leaf.type();
      long hash = ValueHash.of(leaf.text());
      boolean isEcho = type != ValueType.BOOLEAN && echoes.contains(hash);
      boolean isInteger = type == ValueType.NUMBER && ValueType.isInteger(leaf.text());
      long integer = isInteger ? Long.parseLong(leaf.text()) : 0;
      boolean recent = type.isTime() && Times.isNear(type, leaf.text(), pair.timing().startNanos());
      places
          .at(key, leaf.place())
          .ifPresent(evidence ->
              observed.add(new Observed(evidence, hash, type, isEcho, isInteger, integer, recent)));
    }
    return observed;
  }

  /** Empty values tell nothing, nor do segments of a path that are part of the endpoint's name. */
  private static boolean isTelling(Leaf leaf) {
    return switch (leaf.kind()) {
      case NULL, EMPTY_OBJECT, EMPTY_ARRAY -> false;
      case TEXT ->
          !leaf.text().isEmpty()
              && (leaf.place().area() != Area.PATH || EndpointTemplates.isValue(leaf.text()));
      case STRING -> !leaf.text().isEmpty();
      case NUMBER, BOOLEAN, KEY, HASH -> true;
    };
  }

  private void learn(
      Direction direction, Side side, List<Observed> observed, int session, int ordinal) {
    var maker = makerOf(direction, side);
    for (Observed value : observed) {
      var evidence = value.evidence();
      evidence.saw(value.hash(), value.type(), value.isEcho(), session);
      if (value.recent()) {
        evidence.sawRecentTime();
      }
      if (value.type().isIdentifier()) {
        identifier(value, maker, session, ordinal);
      } else if (value.isInteger()) {
        integer(value, maker, session, ordinal);
      }
    }
  }

  private static Maker makerOf(Direction direction, Side side) {
    return switch (direction) {
      case IN -> side == Side.REQUEST ? Maker.CLIENT : Maker.SUT;
      case OUT -> side == Side.REQUEST ? Maker.SUT : Maker.DEPENDENCY;
    };
  }

  private void identifier(Observed value, Maker sender, int session, int ordinal) {
    var evidence = value.evidence();
    int slot = values.find(value.hash());
    if (slot == ValueTable.ABSENT) {
      values.add(value.hash(), sender, evidence.number(), session, ordinal);
      evidence.sawIdentifier(sender);
      evidence.madeHere();
      return;
    }
    values.sawAgain(slot, session);
    var maker = values.maker(slot);
    evidence.sawIdentifier(maker);
    int producer = values.place(slot);
    if (maker == Maker.SUT && producer >= 0 && producer != evidence.number()) {
      links.saw(producer, evidence.number());
    }
  }

  private void integer(Observed value, Maker sender, int session, int message) {
    var evidence = value.evidence();
    evidence.sawInteger(value.integer(), message);
    if (session == ValueTable.NO_SESSION) {
      return;
    }
    int origin = numbers.originOf(session, value.integer());
    if (origin >= 0) {
      if (origin != evidence.number()) {
        links.saw(origin, evidence.number());
      }
    } else if (origin == SessionNumbers.FOREIGN) {
      evidence.sawForeignInteger();
    } else if (sender != Maker.SUT) {
      numbers.add(session, value.integer(), SessionNumbers.FOREIGN);
    } else if (evidence.mayCount()) {
      evidence.madeHere();
      numbers.add(session, value.integer(), evidence.number());
    }
  }

  /** Concludes, once every pair was taken. */
  Lessons conclude() {
    pending.takeAll();
    var rules = Conclusions.rules(places);
    var counters = Conclusions.counters(places, rules);
    return new Lessons(
        limits,
        places,
        values,
        log,
        links.fedBy(places, counters),
        new Learnt(
            rules,
            Conclusions.tokens(places, rules, links),
            observations.findings(rules, places, values, pending)));
  }
}
