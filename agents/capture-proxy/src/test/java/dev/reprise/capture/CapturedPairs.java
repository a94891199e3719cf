// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.shipping.PairSink;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.UnstampedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that keeps what it is offered, for tests to take. */
final class CapturedPairs implements PairSink {

  private final LinkedBlockingQueue<UnstampedPair> pairs = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> losses = new LinkedBlockingQueue<>();

  @Override
  public void offer(UnstampedPair pair) {
    pairs.add(pair);
  }

  @Override
  public void lost(int pairs, String reason) {
    losses.add(pairs + ": " + reason);
  }

  /** How many were lost, and why. */
  String takeLoss() throws InterruptedException {
    String loss = losses.poll(10, TimeUnit.SECONDS);
    if (loss == null) {
      throw new AssertionError("no loss was told within ten seconds");
    }
    return loss;
  }

  boolean isWithoutLoss() {
    return losses.isEmpty();
  }

  UnstampedPair take() throws InterruptedException {
    UnstampedPair pair = pairs.poll(10, TimeUnit.SECONDS);
    if (pair == null) {
      throw new AssertionError("no pair came within ten seconds");
    }
    return pair;
  }

  List<UnstampedPair> take(int count) throws InterruptedException {
    var taken = new ArrayList<UnstampedPair>();
    while (taken.size() < count) {
      taken.add(take());
    }
    return taken;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  static Response answerOf(UnstampedPair pair) {
    var answer = pair.answer();
    if (answer == null) {
      throw new AssertionError("no answer: " + pair);
    }
    return answer;
  }
}
