// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.run;

import dev.reprise.generator.http.ClientSettings;
import dev.reprise.generator.http.HttpClient;
import dev.reprise.generator.walk.Cursor;
import dev.reprise.generator.walk.Pace;
import dev.reprise.generator.walk.Walk;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.traffic.report.RequestOutcome;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Walks the first requests of a snapshot against a {@link Mirror} in this process, again and again
 * for a short time, so that those of the replay find a JVM that has loaded and compiled what they
 * need: else the first ones leave late, and many behind them.
 *
 * <p>Nothing of it leaves this machine, is reported, or can fail a replay.
 *
 * <p><b>Threads:</b> confined to the replay's event loop.
 */
final class Rehearsal {

  private static final int MOST_KINDS = 256;
  private static final int MOST_REQUESTS = 4_000;
  private static final Duration MOST_TIME = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final long MOST_BODY_BYTES = 64 * 1024;

  private final EventLoopGroup loops;
  private final EventLoop loop;
  private final LoopTimers timers;
  private final List<RecordedRequest> requests;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private long deadlineNanos;
  private int cycle;

  private Rehearsal(EventLoopGroup loops, LoopTimers timers, List<RecordedRequest> requests) {
    this.loops = loops;
    this.loop = loops.next();
    this.timers = timers;
    this.requests = requests;
  }

  /** The first requests of a snapshot that can be rehearsed: small, and answered as they should. */
  static List<RecordedRequest> among(Iterator<RecordedRequest> requests) {
    var chosen = new ArrayList<RecordedRequest>();
    while (requests.hasNext() && chosen.size() < MOST_KINDS) {
      var request = requests.next();
      if (canBeRehearsed(request)) {
        chosen.add(request);
      }
    }
    return List.copyOf(chosen);
  }

  private static boolean canBeRehearsed(RecordedRequest recorded) {
    RRPair pair = recorded.pair();
    var answer = pair.answer();
    return answer != null
        && pair.notes().marks().isEmpty()
        && PreparedRequest.obstacle(pair).isEmpty()
        && pair.request().body().wireBytes() <= MOST_BODY_BYTES
        && answer.body().wireBytes() <= MOST_BODY_BYTES
        && answer.status() >= 200
        && Mirror.isFramed(answer);
  }

  /**
   * Begins.
   *
   * @param context makes what a sender needs of the mirror's URL
   * @return completes on the event loop; never fails
   */
  static CompletableFuture<Void> run(
      EventLoopGroup loops,
      LoopTimers timers,
      Executor worker,
      List<RecordedRequest> requests,
      Function<String, StepSender.RunContext> context) {
    if (requests.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    var rehearsal = new Rehearsal(loops, timers, requests);
    rehearsal.loop.execute(() -> rehearsal.begin(worker, context));
    return rehearsal.done;
  }

  private void begin(Executor worker, Function<String, StepSender.RunContext> context) {
    deadlineNanos = timers.nanos() + MOST_TIME.toNanos();
    Mirror.listen(loops, requests)
        .addListener((ChannelFuture listening) -> {
          if (!listening.isSuccess()) {
            done.complete(null); // then without
            return;
          }
          var address = (InetSocketAddress) listening.channel().localAddress();
          var client =
              new HttpClient(
                  loop,
                  ClientSettings.of(1, TIMEOUT, TIMEOUT),
                  UpstreamTls.trustingTexts(List.of()),
                  System::nanoTime);
          var sender =
              new StepSender(
                  loop,
                  timers,
                  client,
                  context.apply("http://127.0.0.1:" + address.getPort()),
                  worker,
                  new Soundness(Soundness.Usage.OWN));
          walk(sender, () -> end(client, listening.channel()));
        });
  }

  private void walk(StepSender sender, Runnable ended) {
    var walk =
        new Walk(
            new Walk.Id(0, cycle++),
            new Pace.AsSoonAsPossible(),
            cursor(),
            timers,
            sender,
            _ -> walked(sender, ended));
    walk.start(timers.nanos());
  }

  private void walked(StepSender sender, Runnable ended) {
    boolean isEnough =
        cycle * (long) requests.size() >= MOST_REQUESTS || timers.nanos() - deadlineNanos >= 0;
    timers.at(timers.nanos(), isEnough ? ended : () -> walk(sender, ended));
  }

  private void end(HttpClient client, Channel mirror) {
    client.close();
    mirror.close().addListener(_ -> done.complete(null));
  }

  // Ends early once the time is over, so that slow ones cannot hold up the replay.
  private Cursor cursor() {
    var each = requests.iterator();
    return new Cursor() {
      @Override
      public Next next() {
        return each.hasNext() && timers.nanos() - deadlineNanos < 0
            ? new Present(each.next())
            : new End();
      }

      @Override
      public void close() {
        // There is nothing to close.
      }
    };
  }

  /** Keeps nothing. */
  static final Results FORGETTING =
      new Results() {
        @Override
        public void outcome(RequestOutcome outcome, boolean success) {
          // It did not happen.
        }

        @Override
        public void pair(UnstampedPair pair) {
          // It did not happen.
        }

        @Override
        public boolean isCrowded() {
          return false;
        }
      };
}
