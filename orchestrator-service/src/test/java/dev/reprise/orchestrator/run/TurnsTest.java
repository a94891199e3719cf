// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns();
  private final List<String> begun = new ArrayList<>();

  /** A work that ends when the test wants it to. */
  private CompletableFuture<String> ask(String name, String work, CompletableFuture<String> end) {
    return turns
        .next(
            name,
            Uni.createFrom()
                .completionStage(() -> {
                  begun.add(work);
                  return end;
                }))
        .subscribeAsCompletionStage();
  }

  @Test
  void oneBeginsOnlyWhenAllBeforeItHaveEnded() {
    var first = new CompletableFuture<String>();
    var firstAnswer = ask("key", "first", first);
    var secondAnswer = ask("key", "second", CompletableFuture.completedFuture("2"));
    var otherAnswer = ask("another key", "other", CompletableFuture.completedFuture("other"));
    assertThat(begun).containsExactly("first", "other");

    first.complete("1");

    assertThat(begun).containsExactly("first", "other", "second");
    assertThat(firstAnswer).isCompletedWithValue("1");
    assertThat(secondAnswer).isCompletedWithValue("2");
    assertThat(otherAnswer).isCompletedWithValue("other");
  }

  @Test
  void aFailureEndsATurnLikeAnyOther() {
    var answer = ask("key", "first", CompletableFuture.failedFuture(new IllegalStateException()));

    assertThat(answer).isCompletedExceptionally();
    assertThat(ask("key", "second", CompletableFuture.completedFuture("2")))
        .isCompletedWithValue("2");
  }

  @Test
  void whoLeavesWhileHeWaitsDoesNotLetTheNextInEarly() {
    var first = new CompletableFuture<String>();
    var firstAnswer = ask("key", "first", first);
    var left = ask("key", "second", CompletableFuture.completedFuture("2"));
    var thirdAnswer = ask("key", "third", CompletableFuture.completedFuture("3"));

    left.cancel(false);

    assertThat(begun).containsExactly("first");
    first.complete("1");
    assertThat(begun).containsExactly("first", "third");
    assertThat(firstAnswer).isCompletedWithValue("1");
    assertThat(thirdAnswer).isCompletedWithValue("3");
  }
}
