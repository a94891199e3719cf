// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.generator.http.Exchange.Moments;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over a bounded pool of kept connections.
 *
 * <p><b>Threads:</b> confined to its event loop; every call must be made there.
 *
 * <p><b>Bounds:</b> {@link ClientSettings}. Requests that find no connection wait in order; when
 * too many wait, further ones fail at once. Each exchange ends at the latest with its time limit.
 */
public final class HttpClient {

  // Servers close idle connections, some after five seconds; using one then is a race.
  private static final long MAX_IDLE_NANOS = Duration.ofSeconds(4).toNanos();
  private static final long SWEEP_MILLIS = 20;

  private final EventLoop loop;
  private final ClientSettings settings;
  private final LongSupplier clock;
  private final Map<Target, ArrayDeque<ClientConnection>> idle = new HashMap<>();
  private final Set<ClientConnection> open = new HashSet<>();
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final ArrayDeque<Call> byDeadline = new ArrayDeque<>();
  private final Map<Call, ClientConnection> busy = new HashMap<>();
  private final Owner owner = new Owner();
  private @Nullable SslContext tls; // null until a target needs it
  private long connections;
  private boolean closed;

  /**
   * @param clock nanoseconds, for the moments in results
   */
  public HttpClient(EventLoop loop, ClientSettings settings, LongSupplier clock) {
    this.loop = loop;
    this.settings = settings;
    this.clock = clock;
    scheduleSweep();
  }

  /** How many requests wait for a connection. */
  public int waiting() {
    return waiting.size();
  }

  /** Sends a request; its listener is told what became of it. */
  public void send(Exchange exchange) {
    var call = new Call(exchange);
    if (closed || waiting.size() >= settings.maxWaiting()) {
      String reason =
          closed
              ? "not sent: the replay was stopped"
              : "not sent: %d requests were already waiting".formatted(waiting.size());
      loop.execute(() -> fail(call, reason));
      return;
    }
    call.deadline(System.nanoTime() + settings.answer().toNanos());
    byDeadline.add(call);
    dispatch(call);
  }

  /** Ends every exchange and closes every connection. */
  public void close() {
    closed = true;
    Set.copyOf(busy.keySet()).forEach(call -> giveUp(call, "the replay was stopped"));
    while (!waiting.isEmpty()) {
      fail(waiting.poll(), "not sent: the replay was stopped");
    }
    Set.copyOf(open).forEach(ClientConnection::close);
  }

  private void dispatch(Call call) {
    var target = call.exchange().target();
    var connection = idleOne(target);
    if (connection != null) {
      use(connection, call);
    } else if (open.size() < settings.maxConnections() || closeAnIdleOne()) {
      connect(target, call);
    } else {
      waiting.add(call);
    }
  }

  private void use(ClientConnection connection, Call call) {
    busy.put(call, connection);
    connection.send(call);
  }

  private @Nullable ClientConnection idleOne(Target target) {
    var free = idle.get(target);
    while (free != null && !free.isEmpty()) {
      var last = free.pollLast(); // the most recently used is the least likely to be closed
      if (last.isUsable() && clock.getAsLong() - last.idleSinceNanos() < MAX_IDLE_NANOS) {
        return last;
      }
      open.remove(last);
      last.close();
    }
    return null;
  }

  private boolean closeAnIdleOne() {
    for (var free : idle.values()) {
      var first = free.pollFirst();
      if (first != null) {
        open.remove(first);
        first.close();
        return true;
      }
    }
    return false;
  }

  private void connect(Target target, Call call) {
    var decoder = new ResponseDecoder();
    var connection =
        new ClientConnection(
            target, "g" + ++connections, settings.bodyBytes(), clock, owner, decoder);
    open.add(connection);
    busy.put(call, connection);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.connect().toMillis()))
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) throws SSLException {
                if (target.isTls()) {
                  channel
                      .pipeline()
                      .addLast(tls().newHandler(channel.alloc(), target.host(), target.port()));
                }
                channel.pipeline().addLast(decoder, connection);
              }
            })
        .connect(target.address())
        .addListener((io.netty.channel.ChannelFuture connected) -> {
          if (!connected.isSuccess()) {
            open.remove(connection);
            fail(call, "no connection: " + FailureText.of(connected.cause()));
            next();
          } else if (call.isOver()) {
            connection.connected(connected.channel());
            open.remove(connection);
            connection.close();
            next();
          } else {
            connection.connected(connected.channel());
            connection.send(call);
          }
        });
  }

  private SslContext tls() throws SSLException {
    if (tls == null) {
      tls = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
    }
    return tls;
  }

  private void fail(Call call, String reason) {
    long now = clock.getAsLong();
    finish(call, new Exchange.Failed(reason, new Moments(0, 0, now)));
  }

  private void finish(Call call, Exchange.Result result) {
    busy.remove(call);
    if (!call.isOver()) {
      call.end();
      call.exchange().listener().ended(result);
    }
  }

  /** A connection has become free, or there is room for a new one. */
  private void next() {
    while (!waiting.isEmpty() && !closed) {
      var call = waiting.peek();
      if (call.isOver()) {
        waiting.poll();
        continue;
      }
      var connection = idleOne(call.exchange().target());
      if (connection == null && open.size() >= settings.maxConnections() && !closeAnIdleOne()) {
        return;
      }
      waiting.poll();
      if (connection == null) {
        connect(call.exchange().target(), call);
      } else {
        use(connection, call);
      }
    }
  }

  private void giveUp(Call call, String reason) {
    var connection = busy.get(call);
    if (connection != null && connection.isBusyWith(call)) {
      connection.giveUp(reason);
    } else {
      fail(call, reason);
    }
  }

  private void scheduleSweep() {
    loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS)
        .addListener(swept -> {
          if (!closed && swept.isSuccess()) {
            scheduleSweep();
          }
        });
  }

  // Every exchange has the same limit, so the oldest is the first to reach it.
  private void sweep() {
    long now = System.nanoTime();
    while (!byDeadline.isEmpty()
        && (byDeadline.peek().isOver() || byDeadline.peek().deadlineNanos() - now <= 0)) {
      var call = byDeadline.poll();
      if (!call.isOver()) {
        boolean sent = busy.containsKey(call);
        giveUp(
            call,
            "%s within %d ms"
                .formatted(
                    sent ? "no answer" : "not sent: no connection was free",
                    settings.answer().toMillis()));
      }
    }
  }

  private final class Owner implements ClientConnection.Owner {

    @Override
    public void done(ClientConnection connection, Call call, Exchange.Result result) {
      if (connection.isUsable()) {
        idle.computeIfAbsent(connection.target(), _ -> new ArrayDeque<>()).add(connection);
      } else {
        open.remove(connection);
        connection.close();
      }
      finish(call, result);
      next();
    }

    @Override
    public void stale(Call call) {
      busy.remove(call);
      call.repeat();
      loop.execute(() -> {
        if (closed) {
          fail(call, "the replay was stopped");
        } else if (!call.isOver()) {
          dispatch(call);
        }
      });
    }

    @Override
    public void gone(ClientConnection connection) {
      open.remove(connection);
      var free = idle.get(connection.target());
      if (free != null) {
        free.remove(connection);
      }
      next();
    }
  }
}
