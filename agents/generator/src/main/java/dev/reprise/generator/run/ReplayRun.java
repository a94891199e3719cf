// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.ClientSettings;
import dev.reprise.generator.http.HttpClient;
import dev.reprise.generator.load.Conductor;
import dev.reprise.generator.load.Walks;
import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Requests;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.diff.ResponseDiff;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.report.AgentFigures;
import dev.reprise.traffic.report.Judge;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.net.Transport;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a snapshot: from the first request to the last answer.
 *
 * <p><b>Threads:</b> thread-safe; the work is done on one event loop and one worker of its own,
 * which {@link #close} ends.
 */
public final class ReplayRun implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ReplayRun.class);
  private static final Duration REHEARSAL_LIMIT = Duration.ofSeconds(10);
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /**
   * What is replayed, and how.
   *
   * @param target where requests go, as a URL
   * @param replayId marks every pair that is seen
   */
  public record Setup(SnapshotFile snapshot, TestConfig config, String target, String replayId) {}

  private final Setup setup;
  private final Requests requests;
  // Its timers keep to microseconds where there is epoll; the JDK's selectors round up to a
  // millisecond.
  private final EventLoopGroup group = Transport.best().newLoops(1, "generator");
  private final EventLoop loop = group.next();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("comparer").factory());
  private final LoopTimers timers = new LoopTimers(loop, Clock.systemUTC().instant());
  private final HttpClient client;
  private final StepSender.RunContext context;
  private final CompletableFuture<AgentFigures> done = new CompletableFuture<>();

  // Confined to the event loop.
  private final Map<String, Walk> walks = new HashMap<>();
  private @Nullable Conductor conductor; // null until started
  private boolean stopped;
  private boolean over;

  /**
   * Reads the snapshot's requests and looks targets up.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @param exchange makes what tells the responder, given the event loop it will be called on
   * @throws AppException if the target is no URL
   */
  public ReplayRun(Setup setup, Function<EventLoop, ValueExchange> exchange, Results results) {
    this.setup = setup;
    this.requests = Requests.of(setup.snapshot());
    var config = setup.config();
    this.client =
        new HttpClient(
            loop,
            ClientSettings.of(
                config.load().maxConnections(),
                config.timeouts().connect(),
                config.timeouts().answer()),
            UpstreamTls.trustingTexts(config.target().authorities()),
            System::nanoTime);
    var diff = new ResponseDiff(setup.snapshot().manifest().rules());
    this.context =
        new StepSender.RunContext(
            Preparation.of(config.target(), setup.target(), preparing(diff)),
            diff,
            new Judge(config.assertions()),
            exchange.apply(loop),
            results);
  }

  private Preparation.Run preparing(ResponseDiff diff) {
    return new Preparation.Run(setup.replayId(), diff, requests.areKept());
  }

  /** How many requests there will be; 0 where a stage is bounded by time. */
  public long planned() {
    return Conductor.planned(setup.config().load(), requests.count());
  }

  /**
   * Rehearses with itself, so that the first requests are not late; best called before {@link
   * #start}.
   *
   * <p><b>Threads:</b> blocks the caller, for little more than a second.
   */
  public void rehearse() throws InterruptedException {
    List<RecordedRequest> chosen;
    try (var inbound = setup.snapshot().inbound()) {
      chosen = Rehearsal.among(inbound.iterator());
    }
    try {
      Rehearsal.run(group, timers, worker, chosen, this::rehearsalContext)
          .get(REHEARSAL_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf(e, "The rehearsal did not end; the first requests may be late");
    }
  }

  // As the replay's, but for where requests go, who is told, and who reports.
  private StepSender.RunContext rehearsalContext(String mirror) {
    var target = setup.config().target();
    var mirrored =
        new TestConfig.Target(
            Optional.of(mirror),
            Map.of(),
            target.keepsHost(),
            target.headers(),
            target.authorities());
    return new StepSender.RunContext(
        Preparation.of(mirrored, mirror, preparing(context.diff())),
        context.diff(),
        context.judge(),
        ValueExchange.NOBODY,
        Rehearsal.FORGETTING);
  }

  /**
   * Begins.
   *
   * @return completes on the event loop, once every request that was sent is answered or given up
   */
  public CompletableFuture<AgentFigures> start() {
    loop.execute(this::begin);
    return done;
  }

  /**
   * Takes what somebody else has learnt of this run.
   *
   * @param session of a walk; empty where it is not known, and then it is taken only while there is
   *     one walk
   */
  public void learn(String session, Learnt learnt) {
    loop.execute(() -> {
      var walk =
          session.isEmpty() && walks.size() == 1
              ? walks.values().iterator().next()
              : walks.get(session);
      if (walk != null) {
        walk.values().bind(learnt.recorded(), learnt.live());
      }
    });
  }

  /** Runs a task after everything that was learnt before. */
  public void afterLearning(Runnable task) {
    loop.execute(task);
  }

  /** Sends nothing more, and gives up what is in flight. */
  public void stop() {
    loop.execute(() -> {
      stopped = true;
      if (conductor != null) {
        conductor.stop();
      }
      client.close();
    });
  }

  private void begin() {
    var soundness = new Soundness(Soundness.Usage.OWN);
    var sender = new StepSender(loop, timers, client, context, worker, soundness);
    var starting =
        new Conductor(
            setup.config().load(), new SnapshotWalks(sender), timers, () -> end(soundness, sender));
    conductor = starting;
    probe(soundness, timers.nanos() + PROBE_NANOS);
    if (stopped) {
      starting.stop();
    }
    starting.start();
  }

  // Due every few milliseconds: how late it runs is how long everything waits for the event loop.
  private void probe(Soundness soundness, long dueNanos) {
    timers.at(
        dueNanos,
        () -> {
          soundness.probed(timers.nanos() - dueNanos);
          if (!over) {
            probe(soundness, timers.nanos() + PROBE_NANOS);
          }
        });
  }

  private void end(Soundness soundness, StepSender sender) {
    over = true;
    var objections = soundness.objections(setup.config().load());
    done.complete(
        new AgentFigures(
            soundness.lateness().latency(),
            soundness.cores(),
            sender.bindings(),
            context.exchange().timeouts(),
            objections));
  }

  /** Ends the threads; waits a little for them. */
  @Override
  public void close() {
    loop.execute(client::close);
    worker.shutdown();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private final class SnapshotWalks implements Walks {

    private final StepSender sender;

    SnapshotWalks(StepSender sender) {
      this.sender = sender;
    }

    @Override
    public Walk open(Walk.Id id, Pace pace, Consumer<Walk> finished) {
      var walk =
          new Walk(
              id,
              pace,
              requests.open(),
              timers,
              sender,
              over -> {
                walks.remove(over.id().session());
                finished.accept(over);
              });
      walks.put(id.session(), walk);
      return walk;
    }

    @Override
    public long requests() {
      return requests.count();
    }

    @Override
    public boolean isCrowded() {
      return sender.isCrowded();
    }
  }
}
