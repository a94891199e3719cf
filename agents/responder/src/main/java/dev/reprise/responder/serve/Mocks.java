// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.book.MockBook.Match;
import dev.reprise.responder.book.MockBook.Miss;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.report.MockOutcome.Result;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Decides what a call is answered with.
 *
 * <p><b>Threads:</b> thread-safe; does not wait for the real dependency, but tells later.
 */
public final class Mocks {

  private static final Logger LOG = Logger.getLogger(Mocks.class);

  private final MockBook book;
  private final TestConfig.Mocks config;
  private final Passthrough passthrough = new Passthrough();

  /** Answers from a book. */
  public Mocks(MockBook book, TestConfig.Mocks config) {
    this.book = book;
    this.config = config;
  }

  /** The answer; it has completed already unless the real dependency is asked. */
  CompletionStage<Reply> answer(Request request) {
    return switch (book.find(request)) {
      case Match match -> CompletableFuture.completedFuture(served(match));
      case Miss miss -> missed(request, miss);
    };
  }

  private Reply served(Match match) {
    var pair = match.recorded().pair();
    return new Reply(
        Result.MATCH,
        match.answer(),
        (long) (config.latencyFactor() * recordedNanos(pair.timing())),
        new Reply.Basis(match.signature(), pair.id().toString(), match.how(), List.of()));
  }

  /** From the last byte of the request to the last of the answer. */
  private static long recordedNanos(Timing timing) {
    return timing.requestEndNanos() == 0 || timing.responseEndNanos() == 0
        ? timing.durationNanos()
        : Math.max(0, timing.responseEndNanos() - timing.requestEndNanos());
  }

  private CompletionStage<Reply> missed(Request request, Miss miss) {
    var pair =
        miss.nearest().isEmpty() ? "" : miss.nearest().getFirst().recorded().pair().id().toString();
    var basis = new Reply.Basis(miss.signature(), pair, "", Explained.differences(miss));
    LOG.infof(
        "No recorded call matches host=%s endpoint=%s nearest=%s",
        request.host(), EndpointTemplates.of(request.method(), request.path()), pair);
    return switch (config.miss()) {
      case NOT_FOUND ->
          CompletableFuture.completedFuture(
              new Reply(Result.MISS, Explained.miss(request, miss), 0, basis));
      case FAIL -> CompletableFuture.completedFuture(new Reply(Result.MISS, null, 0, basis));
      case PASSTHROUGH ->
          passthrough
              .ask(request)
              .exceptionally(
                  failure -> Explained.unreachable(request, String.valueOf(failure.getMessage())))
              .thenApply(answer -> new Reply(Result.PASSTHROUGH, answer, 0, basis));
    };
  }
}
