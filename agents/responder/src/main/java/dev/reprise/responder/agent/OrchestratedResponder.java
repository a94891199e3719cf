// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.agent.SnapshotDownload;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.replay.v1.AgentDone;
import dev.reprise.proto.replay.v1.AgentEvent;
import dev.reprise.proto.replay.v1.AgentHello;
import dev.reprise.proto.replay.v1.AgentReady;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Bindings;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.Mocks;
import dev.reprise.responder.serve.ResponderServer;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.Report.Latency;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The responder's part in one replay of an orchestrator.
 *
 * <pre>
 *   hello ──> plan: download, open, listen ──> ready ──> answer calls ──> stop: hand on ──> done
 * </pre>
 *
 * The end of the stream ends it at any point.
 *
 * <p><b>Threads:</b> {@link #run} blocks its caller to the end; {@link #stop} may be called from
 * any.
 */
public final class OrchestratedResponder {

  private static final Logger LOG = Logger.getLogger(OrchestratedResponder.class);
  private static final Duration HANDED_ON_LIMIT = Duration.ofSeconds(10);
  private static final Duration STORED_LIMIT = Duration.ofSeconds(15);
  private static final long STOP_LIMIT_SECONDS = 5;

  /** As the generator names its only walk. */
  private static final String ONLY_WALK = "v0.c0";

  private final AgentOptions options;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile @Nullable Prepared prepared; // null until the plan has been carried out

  /** What moves the replay on. */
  private sealed interface Event {
    record Plan(ReplayPlan plan) implements Event {}

    record Stop(String reason) implements Event {}

    record Ended() implements Event {}
  }

  private record Prepared(
      SnapshotFile snapshot,
      MockBook book,
      Shipper shipper,
      AgentJournal journal,
      ResponderServer server,
      long startNanos) {}

  /** Takes part in a replay. */
  public OrchestratedResponder(AgentOptions options) {
    this.options = options;
  }

  /** Ends in order, as on a signal. */
  public void stop(String reason) {
    events.add(new Event.Stop(reason));
  }

  /**
   * Does everything.
   *
   * @return whether it was asked to stop, and everything was handed on
   */
  public boolean run() throws InterruptedException {
    var channel = Channels.open(options.services().orchestrator(), options.services().token());
    try {
      var hello =
          AgentHello.newBuilder()
              .setReplayId(options.replayId())
              .setRole(AgentRole.AGENT_ROLE_RESPONDER)
              .setAgent("responder")
              .build();
      var commands = new Commands();
      var link = AgentLink.connect(channel, hello, commands);
      commands.link.add(link);
      return follow(link);
    } finally {
      release();
      // The last message is still on its way: the channel ends once the stream has.
      if (!channel.shutdown().awaitTermination(STOP_LIMIT_SECONDS, SECONDS)) {
        channel.shutdownNow();
      }
    }
  }

  private boolean follow(AgentLink link) throws InterruptedException {
    while (true) {
      switch (events.take()) {
        case Event.Plan(ReplayPlan plan) -> {
          var failure = prepare(plan, link);
          if (!failure.isEmpty()) {
            link.finish(AgentDone.newBuilder().setError(failure).build());
            return false;
          }
        }
        case Event.Stop(String reason) -> {
          LOG.infof("Responder stops replayId=%s reason=%s", options.replayId(), reason);
          return finish(link);
        }
        case Event.Ended() -> {
          return false;
        }
      }
    }
  }

  /** Carries the plan out; gives why it could not. */
  private String prepare(ReplayPlan plan, AgentLink link) {
    try {
      var ready = open(plan, link);
      link.send(
          AgentEvent.newBuilder()
              .setReady(AgentReady.newBuilder().setResponder(endpoint(ready.server())))
              .build());
      LOG.infof(
          "Responder is ready replayId=%s port=%d", plan.getReplayId(), ready.server().port());
      return "";
    } catch (AppException e) {
      return e.getMessage() + (e.remedy().isEmpty() ? "" : " " + e.remedy());
    } catch (IOException
        | RuntimeException e) { // boundary: whatever it is, the orchestrator must know
      LOG.errorf(e, "The replay could not be prepared replayId=%s", options.replayId());
      return "The responder could not be prepared: " + e.getMessage();
    }
  }

  private ResponderEndpoint endpoint(ResponderServer server) throws IOException {
    var authority = LocalAuthority.in(options.caDirectory());
    return ResponderEndpoint.newBuilder()
        .setHost(server.host())
        .setPort(server.port())
        .setCaCertificatePem(Files.readString(authority.certificateFile()))
        .build();
  }

  private Prepared open(ReplayPlan plan, AgentLink link) throws IOException {
    var config = TestConfigs.parse("test config", plan.getTestConfigJson());
    var snapshot = download(plan);
    var book = book(snapshot, config, new Teaching(link));
    var services = snapshot.manifest().contents().services();
    var shipper =
        Shipper.start(
            ShipperSettings.of(
                options.services().ingest(),
                options.services().token(),
                services.isEmpty() ? "unknown" : services.getFirst(),
                "responder"));
    var journal =
        new AgentJournal(
            link, shipper, host -> new Origin(book.serviceOf(host), options.replayId(), Map.of()));
    ResponderServer server;
    try {
      server =
          ResponderServer.start(
              options.address(),
              options.port() == 0 ? plan.getResponderPort() : options.port(),
              LocalAuthority.in(options.caDirectory()),
              new Mocks(book, config.mocks()),
              journal);
    } catch (AppException e) {
      journal.close();
      shipper.close();
      snapshot.close();
      throw e;
    }
    var ready = new Prepared(snapshot, book, shipper, journal, server, System.nanoTime());
    prepared = ready;
    return ready;
  }

  private SnapshotFile download(ReplayPlan plan) throws IOException {
    var channel = Channels.open(options.services().snapshot(), options.services().token());
    try {
      return SnapshotFile.open(SnapshotDownload.download(channel, plan, options.workDir()));
    } finally {
      channel.shutdown();
    }
  }

  private static MockBook book(SnapshotFile snapshot, TestConfig config, Teaching teaching) {
    boolean once =
        switch (config.load().plan()) {
          case Load.Recorded(_, int vusers, int cycles) -> vusers == 1 && cycles == 1;
          case Load.Fast(int vusers, int cycles) -> vusers == 1 && cycles == 1;
          case Load.Stages _ -> false;
        };
    return once
        ? MockBook.ofOneWalk(snapshot, ONLY_WALK, teaching)
        : MockBook.ofManyWalks(snapshot, teaching);
  }

  private boolean finish(AgentLink link) throws InterruptedException {
    var done = AgentDone.newBuilder();
    var objections = new ArrayList<String>();
    var ready = prepared;
    if (ready != null) {
      ready.server().close();
      objections.addAll(ready.journal().finish(HANDED_ON_LIMIT));
      if (!ready.shipper().awaitAcked(STORED_LIMIT)) {
        objections.add("Not every pair that the responder saw could be stored.");
      }
      done.setFiguresJson(ReportJson.write(figures(ready, objections)))
          .setPairsShipped(ready.shipper().counters().acked())
          .setCaptureId(ready.shipper().captureId());
    }
    link.finish(done.build());
    return objections.isEmpty();
  }

  private static AgentFigures figures(Prepared ready, List<String> objections) {
    long elapsedNanos = Math.max(1, System.nanoTime() - ready.startNanos());
    double busyNanos =
        ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    double cores = Math.round(100 * busyNanos / elapsedNanos) / 100.0;
    return new AgentFigures(Latency.NONE, cores, ready.book().bound(), 0, objections);
  }

  private void release() {
    var ready = prepared;
    if (ready != null) {
      ready.server().close();
      ready.journal().close();
      ready.shipper().close();
      ready.snapshot().close();
    }
  }

  private final class Commands implements AgentLink.Commands {

    private final BlockingQueue<AgentLink> link = new LinkedBlockingQueue<>();

    @Override
    public void plan(ReplayPlan plan) {
      events.add(new Event.Plan(plan));
    }

    @Override
    public void go() {
      LOG.debugf("The generator starts replayId=%s", options.replayId());
    }

    @Override
    public void bindings(Bindings bindings) {
      var ready = prepared;
      var stream = link.peek();
      if (ready == null || stream == null) {
        return;
      }
      bindings
          .getBindingsList()
          .forEach(one -> ready.book().learn(one.getSession(), one.getRecorded(), one.getLive()));
      stream.send(AgentEvent.newBuilder().setBindingsApplied(bindings.getId()).build());
    }

    @Override
    public void bindingsApplied(long id) {
      // Nothing waits for it: what a call has taught is used before its answer leaves.
    }

    @Override
    public void stop(String reason) {
      events.add(new Event.Stop(reason));
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (failure != null) {
        LOG.warnf(
            "The stream to the orchestrator broke replayId=%s error=%s",
            options.replayId(), failure.getMessage());
      }
      events.add(new Event.Ended());
    }
  }
}
