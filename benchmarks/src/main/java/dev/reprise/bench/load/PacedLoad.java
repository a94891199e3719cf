// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import dev.reprise.bench.process.BenchException;
import dev.reprise.wire.net.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A steady rate on a server: each request has an intended time, and its latency counts from there,
 * whatever held it up (an answer that is late, a connection that is busy, or this client).
 *
 * <p>It brings a server of its own, to stand behind what is measured.
 *
 * <p><b>Threads:</b> {@link #run} blocks; the work is done on one event loop of its own, which
 * {@link #close} ends.
 */
public final class PacedLoad implements AutoCloseable {

  private static final Duration SPARE = Duration.ofSeconds(15);
  private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * How a server is loaded.
   *
   * @param requests as bytes, sent in turn; every answer must have a Content-Length
   * @param connections how many may be busy at a time
   * @param warmUp how long answers do not count
   * @param time how long they do
   */
  public record Plan(
      int port,
      List<Payload> requests,
      int connections,
      double perSecond,
      Duration warmUp,
      Duration time) {

    /** Copies the requests; there must be one. */
    public Plan {
      requests = List.copyOf(requests);
      if (requests.isEmpty()) {
        throw new IllegalArgumentException("a load needs a request");
      }
    }

    Payload request(long number) {
      return requests.get((int) (number % requests.size()));
    }
  }

  /**
   * What was seen.
   *
   * @param answers that count
   * @param perSecond of them
   * @param nanos from the intended time to the whole answer
   * @param lateNanos from the intended time to when the request left
   */
  public record Seen(long answers, double perSecond, Histogram nanos, Histogram lateNanos) {

    /** A percentile of the latency, in milliseconds. */
    public double millis(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  private final EventLoopGroup group = Transport.best().newLoops(1, "paced");
  private final EventLoop loop = group.next();
  private final LoopServer server = LoopServer.start(group, Transport.best().serverChannel());

  /** Where a server on the same event loop gives {@link Answers}. */
  public int serverPort() {
    return server.port();
  }

  /**
   * Loads a server.
   *
   * @throws BenchException if a connection broke, an answer was not a success, or the server came
   *     to a halt
   */
  public Seen run(Plan plan) throws InterruptedException {
    var run = new Run(plan);
    loop.execute(run::begin);
    try {
      return run.done.get(
          plan.warmUp().plus(plan.time()).plus(SPARE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new BenchException(
          "The paced load on port %d did not go well: %s"
              .formatted(plan.port(), String.valueOf(e.getCause())),
          e);
    } catch (TimeoutException e) {
      throw new BenchException(
          "The server on port %d came to a halt under %.0f requests a second."
              .formatted(plan.port(), plan.perSecond()),
          e);
    } finally {
      loop.execute(run::end);
    }
  }

  /** Ends the event loop. */
  @Override
  public void close() {
    server.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }

  /** One run; confined to the event loop. */
  private final class Run implements PacedConnection.Owner {

    private final Plan plan;
    private final CompletableFuture<Seen> done = new CompletableFuture<>();
    private final Histogram nanos = new Histogram(HIGHEST_NANOS, 3);
    private final Histogram lateNanos = new Histogram(HIGHEST_NANOS, 3);
    private final List<Channel> channels = new ArrayList<>();
    private final ArrayDeque<PacedConnection> idle = new ArrayDeque<>();
    private final double gapNanos;
    private final long warmRequests;
    private final long requests;

    private long startNanos;
    private long sent;
    private long answered;
    private boolean over;

    Run(Plan plan) {
      this.plan = plan;
      this.gapNanos = 1e9 / plan.perSecond();
      this.warmRequests = (long) (plan.warmUp().toNanos() / gapNanos);
      this.requests = warmRequests + (long) (plan.time().toNanos() / gapNanos);
    }

    void begin() {
      for (int i = 0; i < plan.connections(); i++) {
        var connection = new PacedConnection(this);
        new Bootstrap()
            .group(loop)
            .channel(Transport.best().channel())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(connection);
                  }
                })
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port()))
            .addListener(connected -> {
              if (!connected.isSuccess()) {
                failed(connected.cause());
              }
            });
      }
    }

    @Override
    public void connected(Channel channel, PacedConnection connection) {
      channels.add(channel);
      idle.add(connection);
      if (channels.size() == plan.connections()) {
        startNanos = System.nanoTime();
        tick();
      }
    }

    private void tick() {
      while (!over && sent < requests && !idle.isEmpty()) {
        long intended = startNanos + (long) (sent * gapNanos);
        long now = System.nanoTime();
        if (intended > now) {
          var _ = loop.schedule(this::tick, intended - now, TimeUnit.NANOSECONDS);
          return;
        }
        if (sent >= warmRequests) {
          lateNanos.recordValue(Math.min(now - intended, HIGHEST_NANOS));
        }
        idle.poll().send(plan.request(sent), intended);
        sent++;
      }
    }

    @Override
    public void answered(PacedConnection connection, long intendedNanos) {
      long now = System.nanoTime();
      if (answered++ >= warmRequests) {
        nanos.recordValue(Math.clamp(now - intendedNanos, 0, HIGHEST_NANOS));
      }
      boolean everyoneWasBusy = idle.isEmpty();
      idle.add(connection);
      if (answered == requests) {
        double seconds = (now - startNanos - warmRequests * gapNanos) / 1e9;
        done.complete(
            new Seen(nanos.getTotalCount(), nanos.getTotalCount() / seconds, nanos, lateNanos));
      } else if (everyoneWasBusy) {
        tick();
      }
    }

    @Override
    public void failed(Throwable cause) {
      over = true;
      done.completeExceptionally(cause);
    }

    void end() {
      over = true;
      channels.forEach(channel -> {
        var _ = channel.close();
      });
    }
  }
}
