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
import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.Judge;
import dev.reprise.traffic.report.RequestOutcome;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
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

  private static final Comparison NOTHING = new Comparison(List.of(), 0, List.of());

  private final EventLoop loop;
  private final LoopTimers timers;
  private final HttpClient client;
  private final RunContext context;
  private final Executor worker;
  private final Soundness soundness;
  private long bindings;

  /**
   * What does not change during a run.
   *
   * @param replayId marks every pair that is seen
   */
  record RunContext(
      String replayId,
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
    var recorded = step.recorded();
    var obstacle = Preparation.obstacle(recorded);
    if (obstacle.isPresent()) {
      var now = new Exchange.Moments(0, 0, timers.nanos());
      loop.execute(() -> failed(walk, step, new Exchange.Failed(obstacle.get(), now)));
      return;
    }
    try {
      var request = context.preparation().request(recorded, walk.values());
      client.send(
          new Exchange(
              context.preparation().target(recorded),
              request,
              result -> ended(walk, step, request, result)));
    } catch (RuntimeException e) { // boundary: one odd recording must not stop the others
      LOG.errorf(e, "A request could not be made pairId=%s", recorded.pair().id());
      var now = new Exchange.Moments(0, 0, timers.nanos());
      var reason =
          "not sent: it could not be made of the recording: " + e.getClass().getSimpleName();
      loop.execute(() -> failed(walk, step, new Exchange.Failed(reason, now)));
    }
  }

  private void ended(Walk walk, Step step, Request request, Exchange.Result result) {
    switch (result) {
      case Exchange.Answered answered -> {
        context.results().pair(pair(step, request, answered));
        compare(walk, step, answered);
      }
      case Exchange.Failed failed -> {
        if (failed.moments().sentNanos() != 0) {
          context.results().pair(unanswered(step, request, failed));
        }
        failed(walk, step, failed);
      }
    }
  }

  private void failed(Walk walk, Step step, Exchange.Failed failed) {
    var outcome = outcome(walk, step, 0, failed.reason(), failed.moments(), NOTHING);
    context.results().outcome(outcome, false);
    walk.answered(step);
  }

  private void compare(Walk walk, Step step, Exchange.Answered answered) {
    long bytes = answered.response().body().wireBytes() + recordedBytes(step);
    if (bytes <= SMALL_BYTES) {
      compared(walk, step, answered, comparison(walk, step, answered.response()));
      return;
    }
    worker.execute(() -> {
      var comparison = comparison(walk, step, answered.response());
      loop.execute(() -> compared(walk, step, answered, comparison));
    });
  }

  private Comparison comparison(Walk walk, Step step, Response response) {
    try {
      return compare(walk, step, response);
    } catch (RuntimeException e) { // boundary: an answer that we cannot compare is a difference
      LOG.errorf(e, "An answer could not be compared pairId=%s", step.recorded().pair().id());
      var unknown =
          new Difference(
              Difference.BODY,
              Difference.Kind.CHANGED,
              "an answer that can be compared",
              "comparing it failed: " + e.getClass().getSimpleName());
      return new Comparison(List.of(unknown), 0, List.of());
    }
  }

  private static long recordedBytes(Step step) {
    return step.recorded().pair().response().map(answer -> answer.body().wireBytes()).orElse(0L);
  }

  private Comparison compare(Walk walk, Step step, Response response) {
    var recorded = step.recorded();
    var endpoint = endpoint(step);
    return context
        .diff()
        .compare(
            new Expectation(
                recorded,
                walk.values(),
                context.preparation().bases(recorded),
                difference -> context.judge().counts(endpoint, difference)),
            response);
  }

  private void compared(Walk walk, Step step, Exchange.Answered answered, Comparison comparison) {
    var outcome =
        outcome(walk, step, answered.response().status(), "", answered.moments(), comparison);
    context.results().outcome(outcome, context.judge().judge(outcome).success());
    bindings += comparison.learnt().size();
    if (comparison.learnt().isEmpty()) {
      walk.answered(step);
    } else {
      context
          .exchange()
          .publish(walk.id().session(), comparison.learnt(), () -> walk.answered(step));
    }
  }

  private RequestOutcome outcome(
      Walk walk,
      Step step,
      int status,
      String error,
      Exchange.Moments moments,
      Comparison comparison) {
    var pair = step.recorded().pair();
    long sent = moments.sentNanos() == 0 ? moments.endNanos() : moments.sentNanos();
    return new RequestOutcome(
        pair.id(),
        endpoint(step),
        pair.status(),
        status,
        error,
        new RequestOutcome.Times(
            timers.sinceEpoch(step.intendedNanos()),
            timers.sinceEpoch(sent),
            timers.sinceEpoch(moments.endNanos()),
            pair.timing().durationNanos()),
        comparison.differences(),
        comparison.guesses(),
        new RequestOutcome.Walk(walk.id().session(), walk.id().vuser(), walk.id().cycle()));
  }

  private static String endpoint(Step step) {
    var pair = step.recorded().pair();
    var known = pair.facts().endpoint();
    return known.isEmpty()
        ? EndpointTemplates.of(pair.request().method(), pair.request().path())
        : known;
  }

  private UnstampedPair pair(Step step, Request request, Exchange.Answered answered) {
    var facts = answered.connection();
    boolean cut = answered.response().body().isTruncated();
    return new UnstampedPair(
        origin(step),
        Direction.IN,
        new Connection(facts.id(), facts.index(), facts.client(), facts.server(), null),
        request,
        answered.response(),
        timing(answered.moments()),
        cut ? new RRPair.Notes(Set.of(Mark.RESPONSE_TRUNCATED), List.of()) : RRPair.Notes.NONE);
  }

  private UnstampedPair unanswered(Step step, Request request, Exchange.Failed failed) {
    return new UnstampedPair(
        origin(step),
        Direction.IN,
        new Connection("", 0, "", request.authority(), null),
        request,
        null,
        timing(failed.moments()),
        new RRPair.Notes(Set.of(Mark.RESPONSE_MISSING), List.of()));
  }

  private Origin origin(Step step) {
    var service = step.recorded().pair().origin().service();
    return new Origin(service, context.replayId(), Map.of("agent", "generator"));
  }

  private Timing timing(Exchange.Moments moments) {
    long sent = timers.sinceEpoch(moments.sentNanos());
    long answer = timers.sinceEpoch(moments.answerNanos());
    return new Timing(sent, sent, answer, answer == 0 ? 0 : timers.sinceEpoch(moments.endNanos()));
  }
}
