// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.reprise.generator.run.Outlet;
import dev.reprise.generator.run.ReplayRun;
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
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.ReportJson;
import dev.reprise.traffic.snapshot.SnapshotFile;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The generator's part in one replay of an orchestrator.
 *
 * <pre>
 *   hello ──> plan: download, open ──> ready ──> go: send, compare, report ──> done
 * </pre>
 *
 * A stop, or the end of the stream, ends it at any point.
 *
 * <p><b>Threads:</b> {@link #run} blocks its caller to the end; {@link #stop} may be called from
 * any.
 */
public final class OrchestratedReplay {

  private static final Logger LOG = Logger.getLogger(OrchestratedReplay.class);
  private static final Duration STORED_LIMIT = Duration.ofSeconds(30);
  private static final Duration HANDED_ON_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_LIMIT_SECONDS = 5;

  private final AgentOptions options;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile @Nullable Prepared prepared; // null until the plan has been carried out
  private boolean started;

  /** What moves the replay on. */
  private sealed interface Event {
    record Plan(ReplayPlan plan) implements Event {}

    record Go() implements Event {}

    record Finished(AgentFigures figures) implements Event {}

    record Stop(String reason) implements Event {}
  }

  private record Prepared(
      AgentLink link,
      SnapshotFile snapshot,
      ReplayRun run,
      ResponderExchange exchange,
      Outlet outlet,
      Shipper shipper) {

    void applied(long id) {
      link.send(AgentEvent.newBuilder().setBindingsApplied(id).build());
    }
  }

  /** Takes part in a replay. */
  public OrchestratedReplay(AgentOptions options) {
    this.options = options;
  }

  /** Ends early, as on a signal. */
  public void stop(String reason) {
    events.add(new Event.Stop(reason));
  }

  /**
   * Does everything.
   *
   * @return whether the replay ran to its end
   */
  public boolean run() throws InterruptedException {
    var channel = Channels.open(options.orchestrator(), options.token());
    try {
      var hello =
          AgentHello.newBuilder()
              .setReplayId(options.replayId())
              .setRole(AgentRole.AGENT_ROLE_GENERATOR)
              .setAgent("generator")
              .build();
      var link = AgentLink.connect(channel, hello, new Commands());
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
    var stopped = "";
    while (true) {
      var event = stopped.isEmpty() ? events.take() : events.poll(STOP_LIMIT_SECONDS, SECONDS);
      switch (event) {
        case null -> {
          finish(link, AgentFigures.NONE, stopped);
          return false;
        }
        case Event.Plan(ReplayPlan plan) -> {
          var failure = prepare(plan, link);
          if (!failure.isEmpty()) {
            link.finish(AgentDone.newBuilder().setError(failure).build());
            return false;
          }
        }
        case Event.Go() -> begin();
        case Event.Finished(AgentFigures figures) -> {
          finish(link, figures, stopped);
          return stopped.isEmpty();
        }
        case Event.Stop(String reason) -> {
          if (!started) {
            finish(link, AgentFigures.NONE, reason);
            return false;
          }
          stopped = stopped.isEmpty() ? reason : stopped;
          halt();
        }
      }
    }
  }

  /** Carries the plan out; gives why it could not. */
  private String prepare(ReplayPlan plan, AgentLink link) throws InterruptedException {
    try {
      var ready = open(plan, link);
      prepared = ready;
      link.send(
          AgentEvent.newBuilder()
              .setReady(AgentReady.newBuilder().setRequestsPlanned(ready.run().planned()))
              .build());
      return "";
    } catch (AppException e) {
      return e.getMessage() + (e.remedy().isEmpty() ? "" : " " + e.remedy());
    } catch (IOException
        | RuntimeException e) { // boundary: whatever it is, the orchestrator must know
      LOG.errorf(e, "The replay could not be prepared replayId=%s", options.replayId());
      return "The replay could not be prepared: " + e.getMessage();
    }
  }

  private Prepared open(ReplayPlan plan, AgentLink link) throws IOException, InterruptedException {
    var config =
        SecretValues.in(options.secretsDir())
            .filledIn(TestConfigs.parse("test config", plan.getTestConfigJson()));
    var target = plan.getTarget().isEmpty() ? config.target().url().orElse("") : plan.getTarget();
    if (target.isEmpty()) {
      throw new AppException(
          ErrorKind.USER,
          "TARGET_MISSING",
          "The replay cannot begin, since neither it nor its test config names a target.",
          "Name the system under test: --target http://127.0.0.1:8080");
    }
    var snapshot = download(plan);
    var exchanges = new ArrayList<ResponderExchange>();
    var services = snapshot.manifest().contents().services();
    var shipper =
        Shipper.start(
            ShipperSettings.of(
                options.ingestAddress(),
                options.token(),
                services.isEmpty() ? "unknown" : services.getFirst(),
                "generator"));
    var outlet = new Outlet(new LinkedReceiver(link, shipper));
    var run =
        new ReplayRun(
            new ReplayRun.Setup(snapshot, config, target, options.replayId()),
            loop -> {
              var exchange = new ResponderExchange(loop, link, config.timeouts().bindings());
              exchanges.add(exchange);
              return exchange;
            },
            outlet);
    run.rehearse();
    return new Prepared(link, snapshot, run, exchanges.getFirst(), outlet, shipper);
  }

  private SnapshotFile download(ReplayPlan plan) throws IOException {
    ManagedChannel channel = Channels.open(options.snapshotAddress(), options.token());
    try {
      return SnapshotFile.open(SnapshotDownload.download(channel, plan, options.workDir()));
    } finally {
      channel.shutdown();
    }
  }

  private void begin() {
    var ready = prepared;
    if (ready != null) {
      started = true;
      var _ = ready.run().start().thenAccept(figures -> events.add(new Event.Finished(figures)));
    }
  }

  private void halt() {
    var ready = prepared;
    if (ready != null) {
      ready.run().stop();
    }
  }

  private void finish(AgentLink link, AgentFigures figures, String error)
      throws InterruptedException {
    var done = AgentDone.newBuilder().setError(error);
    var told = figures;
    var ready = prepared;
    if (ready != null) {
      var left = ready.outlet().finish(error.isEmpty() ? HANDED_ON_LIMIT : STORED_LIMIT);
      if (!left.isEmpty()) {
        told = told.withObjection("The generator is not complete: " + left + ".");
      }
      if (!ready.shipper().awaitAcked(STORED_LIMIT)) {
        told = told.withObjection("Not every pair that the generator saw could be stored.");
      }
      done.setPairsShipped(ready.shipper().counters().acked())
          .setCaptureId(ready.shipper().captureId());
    }
    link.finish(done.setFiguresJson(ReportJson.write(told)).build());
  }

  private void release() {
    var ready = prepared;
    if (ready != null) {
      ready.outlet().close();
      ready.run().close();
      ready.shipper().close();
      ready.snapshot().close();
    }
  }

  private final class Commands implements AgentLink.Commands {

    @Override
    public void plan(ReplayPlan plan) {
      events.add(new Event.Plan(plan));
    }

    @Override
    public void go() {
      events.add(new Event.Go());
    }

    @Override
    public void bindings(Bindings bindings) {
      var ready = prepared;
      if (ready != null) {
        bindings
            .getBindingsList()
            .forEach(one ->
                ready.run().learn(one.getSession(), new Learnt(one.getRecorded(), one.getLive())));
        ready.run().afterLearning(() -> ready.applied(bindings.getId()));
      }
    }

    @Override
    public void bindingsApplied(long id) {
      var ready = prepared;
      if (ready != null) {
        ready.exchange().applied(id);
      }
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
      events.add(new Event.Stop("the stream to the orchestrator ended"));
    }
  }
}
