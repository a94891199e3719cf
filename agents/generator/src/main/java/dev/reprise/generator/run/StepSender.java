// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.Exchange;
import dev.reprise.generator.http.HttpClient;
import dev.reprise.generator.walk.Step;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.diff.Comparison;
import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.diff.Expectation;
import dev.reprise.traffic.diff.ResponseDiff;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.Judge;
import dev.reprise.traffic.report.RequestOutcome;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Sends the requests of walks, and makes outcomes of their answers.
 *
 * <p><b>Threads:</b> confined to the event loop, but for the comparison of large bodies, which a
 * worker does.
 */
final class StepSender implements Walk.Sender {

  private static final Logger LOG = Logger.getLogger(StepSender.class);

  /** Bodies up to here are compared on the event loop: less than a millisecond's work. */
  private static final long SMALL_BYTES = 32 * 1024;

  private final EventLoop loop;
  private final LoopTimers timers;
  private final HttpClient client;
  private final RunContext context;
  private final Executor worker;
  private final Soundness soundness;
  private long bindings;

  /** What does not change during a run. */
  record RunContext(
      Preparation preparation,
      ResponseDiff diff,
      Judge judge,
      ValueExchange exchange,
      Results results) {}

  StepSender(
      EventLoop loop,
      LoopTimers timers,
      HttpClient client,
      RunContext context,
      Executor worker,
      Soundness soundness) {
    this.loop = loop;
    this.timers = timers;
    this.client = client;
    this.context = context;
    this.worker = worker;
    this.soundness = soundness;
  }

  /** How many values the system under test has made anew. */
  long bindings() {
    return bindings;
  }

  @Override
  public boolean isCrowded() {
    return context.results().isCrowded();
  }

  @Override
  public void send(Walk walk, Step step) {
    soundness.late(timers.nanos() - step.freeNanos());
    var prepared = context.preparation().of(step.recorded());
    var turn = new Turn(walk, step, prepared);
    var obstacle = prepared.obstacle();
    if (obstacle.isPresent()) {
      notSent(turn, obstacle.get());
      return;
    }
    try {
      var request = prepared.request(walk.values());
      client.send(new Exchange(prepared.target(), request, result -> ended(turn, request, result)));
    } catch (RuntimeException e) { // boundary: one odd recording must not stop the others
      LOG.errorf(e, "A request could not be made pairId=%s", prepared.pair().id());
      notSent(
          turn, "not sent: it could not be made of the recording: " + e.getClass().getSimpleName());
    }
  }

  /** One request of one walk. */
  private record Turn(Walk walk, Step step, PreparedRequest request) {}

  private void notSent(Turn turn, String reason) {
    var now = new Exchange.Moments(0, 0, timers.nanos());
    loop.execute(() -> failed(turn, new Exchange.Failed(reason, now)));
  }

  private void ended(Turn turn, Request request, Exchange.Result result) {
    switch (result) {
      case Exchange.Answered answered -> {
        context.results().pair(pair(turn.request(), request, answered));
        compare(turn, answered);
      }
      case Exchange.Failed failed -> {
        if (failed.moments().sentNanos() != 0) {
          context.results().pair(unanswered(turn.request(), request, failed));
        }
        failed(turn, failed);
      }
    }
  }

  private void failed(Turn turn, Exchange.Failed failed) {
    var outcome = outcome(turn, 0, failed.reason(), failed.moments(), Comparison.NOTHING);
    context.results().outcome(outcome, false);
    turn.walk().answered(turn.step());
  }

  private void compare(Turn turn, Exchange.Answered answered) {
    var recorded = turn.request().pair().answer();
    long recordedBytes = recorded == null ? 0 : recorded.body().wireBytes();
    if (answered.response().body().wireBytes() + recordedBytes <= SMALL_BYTES) {
      compared(turn, answered, comparison(turn, answered.response()));
      return;
    }
    worker.execute(() -> {
      var comparison = comparison(turn, answered.response());
      loop.execute(() -> compared(turn, answered, comparison));
    });
  }

  private Comparison comparison(Turn turn, Response response) {
    try {
      var endpoint = turn.request().endpoint();
      var expectation =
          new Expectation(
              turn.request().baseline(),
              turn.walk().values(),
              difference -> context.judge().counts(endpoint, difference));
      return context.diff().compare(expectation, response);
    } catch (RuntimeException e) { // boundary: an answer that we cannot compare is a difference
      LOG.errorf(e, "An answer could not be compared pairId=%s", turn.request().pair().id());
      var unknown =
          new Difference(
              Difference.BODY,
              Difference.Kind.CHANGED,
              "an answer that can be compared",
              "comparing it failed: " + e.getClass().getSimpleName());
      return new Comparison(List.of(unknown), 0, List.of());
    }
  }

  private void compared(Turn turn, Exchange.Answered answered, Comparison comparison) {
    var walk = turn.walk();
    var outcome = outcome(turn, answered.response().status(), "", answered.moments(), comparison);
    context.results().outcome(outcome, context.judge().judge(outcome).success());
    bindings += comparison.learnt().size();
    if (comparison.learnt().isEmpty()) {
      walk.answered(turn.step());
    } else {
      context
          .exchange()
          .publish(walk.session(), comparison.learnt(), () -> walk.answered(turn.step()));
    }
  }

  private RequestOutcome outcome(
      Turn turn, int status, String error, Exchange.Moments moments, Comparison comparison) {
    var pair = turn.request().pair();
    var walk = turn.walk();
    long sent = moments.sentNanos() == 0 ? moments.endNanos() : moments.sentNanos();
    return new RequestOutcome(
        pair.id(),
        turn.request().endpoint(),
        pair.status(),
        status,
        error,
        new RequestOutcome.Times(
            timers.sinceEpoch(turn.step().intendedNanos()),
            timers.sinceEpoch(sent),
            timers.sinceEpoch(moments.endNanos()),
            pair.timing().durationNanos()),
        comparison.differences(),
        comparison.guesses(),
        new RequestOutcome.Walk(walk.session(), walk.id().vuser(), walk.id().cycle()));
  }

  private UnstampedPair pair(
      PreparedRequest prepared, Request request, Exchange.Answered answered) {
    var facts = answered.connection();
    boolean cut = answered.response().body().isTruncated();
    return new UnstampedPair(
        prepared.origin(),
        Direction.IN,
        new Connection(facts.id(), facts.index(), facts.client(), facts.server(), null),
        request,
        answered.response(),
        timing(answered.moments()),
        cut ? new RRPair.Notes(Set.of(Mark.RESPONSE_TRUNCATED), List.of()) : RRPair.Notes.NONE);
  }

  private UnstampedPair unanswered(
      PreparedRequest prepared, Request request, Exchange.Failed failed) {
    return new UnstampedPair(
        prepared.origin(),
        Direction.IN,
        new Connection("", 0, "", request.authority(), null),
        request,
        null,
        timing(failed.moments()),
        new RRPair.Notes(Set.of(Mark.RESPONSE_MISSING), List.of()));
  }

  private Timing timing(Exchange.Moments moments) {
    long sent = timers.sinceEpoch(moments.sentNanos());
    long answer = timers.sinceEpoch(moments.answerNanos());
    return new Timing(sent, sent, answer, answer == 0 ? 0 : timers.sinceEpoch(moments.endNanos()));
  }
}
