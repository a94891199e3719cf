// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.generator.http.Exchange.Moments;
import dev.reprise.wire.tls.UpstreamTls;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
  private final Owner owner = new Owner();
  private final Connector connector;
  private long connections;
  private boolean closed;

  /**
   * @param tls whom to trust
   * @param clock nanoseconds, for the moments in results
   */
  public HttpClient(EventLoop loop, ClientSettings settings, UpstreamTls tls, LongSupplier clock) {
    this.loop = loop;
    this.settings = settings;
    this.clock = clock;
    this.connector = new Connector(loop, settings.connect(), tls);
    scheduleSweep();
  }

  /** How many requests wait for a connection. */
  public int waiting() {
    return waiting.size();
  }

  /** How many connections are open, or being opened. */
  int open() {
    return open.size();
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
    waiting.add(call); // also where a connection is free, so that nobody overtakes those who wait
    next();
  }

  /** Ends every exchange and closes every connection. */
  public void close() {
    closed = true;
    while (!waiting.isEmpty()) {
      fail(waiting.poll(), "not sent: the replay was stopped");
    }
    for (Call call : List.copyOf(byDeadline)) {
      if (!call.isOver()) {
        giveUp(call, "the replay was stopped");
      }
    }
    Set.copyOf(open).forEach(ClientConnection::close);
  }

  private void use(ClientConnection connection, Call call) {
    call.on(connection);
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
    call.on(connection);
    connector
        .open(target, decoder, connection)
        .addListener((Future<Channel> opened) -> {
          if (!opened.isSuccess()) {
            open.remove(connection);
            fail(call, "no connection: " + FailureText.of(opened.cause()));
            next();
            return;
          }
          connection.connected(opened.getNow());
          if (call.isOver()) {
            open.remove(connection);
            connection.close();
            next();
          } else {
            connection.send(call);
          }
        });
  }

  private void fail(Call call, String reason) {
    long now = clock.getAsLong();
    finish(call, new Exchange.Failed(reason, new Moments(0, 0, now)));
  }

  private void finish(Call call, Exchange.Result result) {
    if (!call.isOver()) {
      call.end();
      call.exchange().listener().ended(result);
    }
  }

  /** Somebody waits, a connection has become free, or there is room for a new one. */
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
    var connection = call.connection();
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
        giveUp(
            call, "%s within %d ms".formatted(whatIsMissing(call), settings.answer().toMillis()));
      }
    }
  }

  private String whatIsMissing(Call call) {
    var connection = call.connection();
    if (connection == null) {
      return "not sent: no connection was free";
    }
    return connection.isBusyWith(call) ? "no answer" : "not sent: no connection stood";
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
      call.repeat();
      loop.execute(() -> {
        if (closed) {
          fail(call, "the replay was stopped");
        } else if (!call.isOver()) {
          waiting.addFirst(call);
          next();
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
