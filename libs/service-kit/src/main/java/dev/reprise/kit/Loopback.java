// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells names and addresses of this very machine from all others, without asking a name server. */
final class Loopback {

  private static final Pattern V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  /** Whether a host, without a port, is this machine's loopback. */
  static boolean isLoopback(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || V4.matcher(name).matches();
  }
}
