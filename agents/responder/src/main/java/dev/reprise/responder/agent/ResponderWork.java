// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import dev.reprise.proto.agent.ReplayAgent.Farewell;
import dev.reprise.proto.agent.ReplayAgent.Work;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentReady;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.ResponderServer;
import dev.reprise.responder.serve.ServedCall;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.Report.Latency;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A responder that listens. Being stopped is its normal end. */
final class ResponderWork implements Work {

  private final SnapshotFile snapshot;
  private final MockBook book;
  private final ReplayDelivery<ServedCall> delivery;
  private final ResponderServer server;
  private final AgentReady ready;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /** Takes over all that it is given, and closes it. */
  ResponderWork(
      SnapshotFile snapshot,
      MockBook book,
      ReplayDelivery<ServedCall> delivery,
      ResponderServer server,
      LocalAuthority authority) {
    this.snapshot = snapshot;
    this.book = book;
    this.delivery = delivery;
    this.server = server;
    this.ready = ready(snapshot, server, authority);
  }

  private static AgentReady ready(
      SnapshotFile snapshot, ResponderServer server, LocalAuthority authority) {
    try {
      return AgentReady.newBuilder()
          .setResponder(
              ResponderEndpoint.newBuilder()
                  .setHost(server.host())
                  .setPort(server.port())
                  .setCaCertificatePem(Files.readString(authority.certificateFile())))
          .setRecordedCalls(OutcomeMapper.toProto(snapshot.calls()))
          .build();
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException("the authority's certificate cannot be read", e);
    }
  }

  @Override
  public AgentReady ready() {
    return ready;
  }

  @Override
  public void begin() {
    // It has answered from the moment it was ready.
  }

  @Override
  public void learn(Bindings bindings, Runnable applied) {
    bindings
        .getBindingsList()
        .forEach(one -> book.learn(one.getSession(), one.getRecorded(), one.getLive()));
    applied.run();
  }

  @Override
  public void applied(long id) {
    // Nothing waits for it: what a call has taught is used before its answer leaves.
  }

  @Override
  public void stop() {
    over.complete(null);
  }

  @Override
  public CompletionStage<Void> over() {
    return over;
  }

  @Override
  public Farewell finish(String stopped) throws InterruptedException {
    server.close();
    var figures = new AgentFigures(Latency.NONE, cores(), book.bound(), 0, List.of());
    var objections = delivery.finish();
    for (String objection : objections) {
      figures = figures.withObjection("The responder is not complete: " + objection);
    }
    var done = delivery.done().setFiguresJson(ReportJson.write(figures));
    return new Farewell(done.build(), objections.isEmpty());
  }

  private double cores() {
    long elapsedNanos = Math.max(1, System.nanoTime() - startNanos);
    double busyNanos =
        ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    return Math.round(100 * busyNanos / elapsedNanos) / 100.0;
  }

  @Override
  public void close() {
    server.close();
    delivery.close();
    snapshot.close();
  }
}
