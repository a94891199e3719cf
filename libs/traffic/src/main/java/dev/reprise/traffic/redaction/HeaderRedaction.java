// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.redaction.PlacePattern.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes values out of header lines. A scheme ({@code Bearer}) stays in front of a credential, and
 * the names and attributes of cookies stay, so that a reader still sees what kind of value it was.
 */
final class HeaderRedaction {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]*) +(\\S.*)");

  private final String side;
  private final List<RedactionRule> headerRules;
  private final List<RedactionRule> cookieRules;
  private final Replacements replacements;

  HeaderRedaction(String side, List<RedactionRule> rules, Replacements replacements) {
    this.side = side;
    this.replacements = replacements;
    this.headerRules =
        rules.stream().filter(rule -> rule.place().reaches(side, Area.HEADER)).toList();
    this.cookieRules =
        rules.stream().filter(rule -> rule.place().reaches(side, Area.COOKIE)).toList();
  }

  /** The headers that may be kept; what was taken out is added to the notes. */
  Headers redact(Headers headers, List<Redaction> notes) {
    if (headerRules.isEmpty() && cookieRules.isEmpty()) {
      return headers;
    }
    int before = notes.size();
    var lines = new ArrayList<Header>(headers.lines().size());
    for (Header line : headers) {
      lines.add(redact(line, notes));
    }
    return notes.size() == before ? headers : new Headers(lines);
  }

  private Header redact(Header line, List<Redaction> notes) {
    var name = line.name().toLowerCase(Locale.ROOT);
    var rule = headerRules.stream().filter(each -> each.place().names(name)).findFirst();
    if (rule.isPresent()) {
      notes.add(new Redaction(side + ".header." + name, rule.get().name()));
      return new Header(line.name(), value(name, line.value(), rule.get()));
    }
    return switch (name) {
      case "cookie" -> new Header(line.name(), cookies(line.value(), notes));
      case "set-cookie" -> new Header(line.name(), setCookie(line.value(), notes));
      default -> line;
    };
  }

  private String value(String name, String value, RedactionRule rule) {
    if (name.equals("authorization") || name.equals("proxy-authorization")) {
      var matcher = SCHEME.matcher(value);
      if (matcher.matches()) {
        return matcher.group(1) + " " + replacements.of(rule.action(), matcher.group(2));
      }
    }
    return replacements.of(rule.action(), value);
  }

  private String cookies(String line, List<Redaction> notes) {
    var out = new StringBuilder();
    for (String cookie : line.split(";", -1)) {
      out.append(out.isEmpty() ? "" : ";").append(cookie(cookie, notes));
    }
    return out.toString();
  }

  private String setCookie(String line, List<Redaction> notes) {
    int end = line.indexOf(';');
    return end < 0
        ? cookie(line, notes)
        : cookie(line.substring(0, end), notes) + line.substring(end);
  }

  private String cookie(String pair, List<Redaction> notes) {
    int equals = pair.indexOf('=');
    var name = equals < 0 ? "" : pair.substring(0, equals).strip();
    var rule = name.isEmpty() ? Optional.<RedactionRule>empty() : rule(name);
    if (rule.isEmpty()) {
      return pair;
    }
    notes.add(new Redaction(side + ".cookie." + name, rule.get().name()));
    var value = pair.substring(equals + 1).strip();
    return pair.substring(0, equals + 1) + replacements.of(rule.get().action(), value);
  }

  private Optional<RedactionRule> rule(String cookie) {
    return cookieRules.stream().filter(each -> each.place().names(cookie)).findFirst();
  }
}
