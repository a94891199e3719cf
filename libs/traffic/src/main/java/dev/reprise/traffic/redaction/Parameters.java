// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Replaces values in {@code a=1&b=2}, and leaves every other character as it is. */
final class Parameters {

  private final Replacements replacements;

  Parameters(Replacements replacements) {
    this.replacements = replacements;
  }

  /**
   * Redacts percent-encoded parameters.
   *
   * @param rules the rule for a decoded name
   * @param note told the name and rule of each value that was taken out
   */
  String redact(
      String parameters,
      Function<String, Optional<RedactionRule>> rules,
      BiConsumer<String, RedactionRule> note) {
    var out = new StringBuilder(parameters.length());
    for (String parameter : parameters.split("&", -1)) {
      out.append(out.isEmpty() ? "" : "&");
      int equals = parameter.indexOf('=');
      var name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
      var rule = equals < 0 ? Optional.<RedactionRule>empty() : rules.apply(name);
      if (rule.isEmpty()) {
        out.append(parameter);
      } else {
        var value = decoded(parameter.substring(equals + 1));
        out.append(parameter, 0, equals + 1)
            .append(
                replacements
                    .of(rule.get().action(), value)
                    .replace("[", "%5B")
                    .replace("]", "%5D"));
        note.accept(name, rule.get());
      }
    }
    return out.toString();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a stray percent sign: taken as it stands
    }
  }
}
