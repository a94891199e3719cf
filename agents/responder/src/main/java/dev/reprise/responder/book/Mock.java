// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.RecordedCall;

/**
 * A recorded call, taken apart as far as it can be before a live one comes.
 *
 * @param alignment of live requests with the recorded one
 */
record Mock(RecordedCall recorded, Alignment alignment) {

  private static final long OBJECTS_BYTES = 1_500;
  private static final long LINE_BYTES = 120;

  static Mock of(RecordedCall recorded, ReplayRules rules) {
    return new Mock(recorded, Alignment.of(recorded, rules));
  }

  /** About how much memory it takes. */
  long heapBytes() {
    var pair = recorded.pair();
    var answer = pair.answer();
    return OBJECTS_BYTES
        + heapBytes(pair.request().headers(), pair.request().body())
        + (answer == null ? 0 : heapBytes(answer.headers(), answer.body()))
        + LINE_BYTES * alignment.size();
  }

  private static long heapBytes(Headers headers, Body body) {
    long bytes = body.kept().length();
    for (Header line : headers) {
      bytes += LINE_BYTES + line.name().length() + line.value().length();
    }
    return bytes;
  }
}
