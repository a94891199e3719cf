// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

/**
 * Hashes values to 64 bits, the same in every run. Two of a million values collide once in 10^7.
 */
final class ValueHash {

  private static final long SEED = 0x9e3779b97f4a7c15L;
  private static final long FIRST = 0xff51afd7ed558ccdL;
  private static final long SECOND = 0xc4ceb9fe1a85ec53L;

  private ValueHash() {}

  /** Never 0, which marks free slots in tables. */
  static long of(String text) {
    long hash = SEED ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * SEED;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (hash >>> 33)) * FIRST;
    hash = (hash ^ (hash >>> 33)) * SECOND;
    hash ^= hash >>> 33;
    return hash == 0 ? SEED : hash;
  }

  /** Of a value in a namespace of its own, so that it meets no value of messages. */
  static long of(String namespace, String text) {
    return of(namespace + '\n' + text);
  }
}
