// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells names whose values are credentials from all others. */
public final class Credentials {

  /** What stands in a credential's place. */
  public static final String HIDDEN = "•••";

  private static final Set<String> HEADERS =
      Set.of("authorization", "proxyauthorization", "cookie", "setcookie", "xapikey");
  private static final List<String> MARKS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "privatekey",
          "credential");
  private static final Set<String> WORDS = Set.of("pwd", "authorization", "jwt", "sessionid");

  private Credentials() {}

  /** Whether a header of this name holds a credential. */
  public static boolean isHeader(String name) {
    var plain = plain(name);
    return HEADERS.contains(plain) || isField(name);
  }

  /** Whether a field of a body or a parameter of a target of this name holds a credential. */
  public static boolean isField(String name) {
    var plain = plain(name);
    return WORDS.contains(plain) || MARKS.stream().anyMatch(plain::contains);
  }

  // access_token, accessToken, ACCESS-TOKEN
  private static String plain(String name) {
    var plain = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
