// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import java.util.HashMap;
import java.util.Map;

/**
 * Which inbound requests of each service are open, so far as to know the one when there is only
 * one.
 */
final class OpenRequests {

  private final Map<String, Open> byService = new HashMap<>();

  private static final class Open {
    private int count;
    private int ordinals; // of all open ones, xor-ed: that of the one, when there is one
  }

  void opened(String service, int ordinal) {
    toggle(service, ordinal, 1);
  }

  void closed(String service, int ordinal) {
    toggle(service, ordinal, -1);
  }

  private void toggle(String service, int ordinal, int step) {
    var open = byService.computeIfAbsent(service, _ -> new Open());
    open.count += step;
    open.ordinals ^= ordinal;
    if (open.count == 0) {
      byService.remove(service);
    }
  }

  /** The ordinal of the only open request of a service; -1 when there is none, or more. */
  int only(String service) {
    var open = byService.get(service);
    return open == null || open.count != 1 ? -1 : open.ordinals;
  }
}
