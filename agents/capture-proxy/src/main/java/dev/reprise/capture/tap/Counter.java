// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.tap;

import java.util.Locale;

/** What the proxy counts; each only ever grows. */
public enum Counter {
  /** Connections accepted for the application. */
  INBOUND_CONNECTIONS("connections", "connections accepted for the application"),
  /** Connections accepted from the application. */
  OUTBOUND_CONNECTIONS("connections", "connections accepted from the application"),
  /** Connections to servers that could not be made. */
  FAILED_CONNECTIONS("connections", "connections to servers that could not be made"),
  /** Bytes from clients. */
  REQUEST_BYTES("bytes", "bytes from clients"),
  /** Bytes from servers. */
  RESPONSE_BYTES("bytes", "bytes from servers"),
  /** Pairs handed to the sink. */
  PAIRS("pairs", "pairs handed to the sink"),
  /** Requests that were open when decoding stopped, and the one that was too much for a bound. */
  LOST_PAIRS(
      "pairs", "requests whose pairs were lost when the decoding of their connection stopped"),
  /** Connections that passed by unrecorded. */
  PASSED_THROUGH("connections", "connections that were passed through and not recorded"),
  /** Requests that were refused for ambiguous framing. */
  REFUSED_REQUESTS("requests", "requests refused since their framing is ambiguous"),
  /** Connections that were turned away before they were handed over. */
  TURNED_AWAY("connections", "connections turned away at the door"),
  /** Taps that failed by a defect. */
  DETACHED_TAPS("taps", "taps that failed by a defect and were detached from their traffic");

  private final String unit;
  private final String meaning;

  Counter(String unit, String meaning) {
    this.unit = unit;
    this.meaning = meaning;
  }

  /** What one is. */
  public String unit() {
    return unit;
  }

  /** What is counted, as part of a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The name under which it is told, e.g. {@code lost_pairs}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
