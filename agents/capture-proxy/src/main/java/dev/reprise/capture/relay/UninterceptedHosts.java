// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.wire.http1.Authority;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Hosts whose TLS turned out not to be ours to end: their clients do not trust the local authority,
 * or they are trusted by their clients alone. Their later connections pass.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> 1024 hosts; the one that was found first is tried again when there are more.
 */
final class UninterceptedHosts {

  private static final Logger LOG = Logger.getLogger(UninterceptedHosts.class);
  private static final int REMEMBERED = 1024;

  private final Set<Authority> hosts =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Authority, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * Remembers one.
   *
   * @param reason for a person, as part of a sentence
   */
  void add(Authority host, String reason) {
    if (hosts.add(host)) {
      LOG.warnf("TLS of a host is passed on unrecorded from now on host=%s error=%s", host, reason);
    }
  }

  boolean contains(Authority host) {
    return hosts.contains(host);
  }
}
