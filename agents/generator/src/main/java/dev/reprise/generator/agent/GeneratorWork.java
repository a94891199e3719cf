// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.generator.run.ReplayRun;
import dev.reprise.proto.agent.ReplayAgent.Farewell;
import dev.reprise.proto.agent.ReplayAgent.Work;
import dev.reprise.proto.replay.v1.AgentReady;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A generator that has loaded its snapshot. */
final class GeneratorWork implements Work {

  private final SnapshotFile snapshot;
  private final ReplayRun run;
  private final ResponderExchange exchange;
  private final ReplayDelivery<Judged> delivery;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<AgentFigures> over = new CompletableFuture<>();

  /** Takes over all that it is given, and closes it. */
  GeneratorWork(
      SnapshotFile snapshot,
      ReplayRun run,
      ResponderExchange exchange,
      ReplayDelivery<Judged> delivery) {
    this.snapshot = snapshot;
    this.run = run;
    this.exchange = exchange;
    this.delivery = delivery;
  }

  @Override
  public AgentReady ready() {
    return AgentReady.newBuilder().setRequestsPlanned(run.planned()).build();
  }

  @Override
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      var _ = run.start().thenAccept(over::complete);
    }
  }

  @Override
  public void learn(Bindings bindings, Runnable applied) {
    bindings
        .getBindingsList()
        .forEach(one -> run.learn(one.getSession(), new Learnt(one.getRecorded(), one.getLive())));
    run.afterLearning(applied);
  }

  @Override
  public void applied(long id) {
    exchange.applied(id);
  }

  @Override
  public void stop() {
    if (begun.compareAndSet(false, true)) {
      over.complete(AgentFigures.NONE); // it never will begin
    } else {
      run.stop();
    }
  }

  @Override
  public CompletionStage<AgentFigures> over() {
    return over;
  }

  @Override
  public Farewell finish(String stopped) throws InterruptedException {
    var figures = over.getNow(AgentFigures.NONE);
    for (String objection : delivery.finish()) {
      figures = figures.withObjection("The generator is not complete: " + objection);
    }
    var done = delivery.done().setError(stopped).setFiguresJson(ReportJson.write(figures));
    return new Farewell(done.build(), stopped.isEmpty());
  }

  @Override
  public void close() {
    run.close();
    delivery.close();
    snapshot.close();
  }
}
