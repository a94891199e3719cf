// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;

/**
 * A request on its way, and who waits for what becomes of it.
 *
 * @param target where it goes
 * @param request as it must leave; made by {@link Outgoing}
 * @param listener told once, on the client's event loop, never before {@link HttpClient#send} has
 *     returned
 */
public record Exchange(Target target, Request request, Listener listener) {

  /** Waits for the end of an exchange. */
  @FunctionalInterface
  public interface Listener {
    /** What became of it. */
    void ended(Result result);
  }

  /** What becomes of an exchange. */
  public sealed interface Result {
    /** When, in nanoseconds of the client's clock. */
    Moments moments();
  }

  /**
   * An answer came.
   *
   * @param response whole; its body is kept up to a bound
   * @param connection on which it came
   */
  public record Answered(Response response, ConnectionFacts connection, Moments moments)
      implements Result {}

  /**
   * No answer came.
   *
   * @param reason for people, without payload
   */
  public record Failed(String reason, Moments moments) implements Result {}

  /**
   * When the parts of an exchange were.
   *
   * @param sentNanos when the request was handed to a connection; 0 if it never was
   * @param answerNanos when the answer began; 0 if it never did
   * @param endNanos when it was over
   */
  public record Moments(long sentNanos, long answerNanos, long endNanos) {}

  /**
   * The connection of an exchange.
   *
   * @param id unique in this client
   * @param index of the exchange on it, from 0
   * @param client own address and port
   * @param server address and port of the target
   */
  public record ConnectionFacts(String id, int index, String client, String server) {}
}
