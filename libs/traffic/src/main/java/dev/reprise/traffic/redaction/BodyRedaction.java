// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.body.PackedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.redaction.PlacePattern.Area;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Takes values out of a body of JSON or of a form. The content encoding is taken off for it and put
 * on again.
 *
 * <p>A body in which values may hide but that cannot be looked into (an unknown content encoding,
 * or one that unpacks beyond the limit) is removed whole.
 */
final class BodyRedaction {

  private static final int LARGEST_UNPACKED_BYTES = 64 * 1024 * 1024;

  private final String side;
  private final List<RedactionRule> jsonRules;
  private final List<RedactionRule> formRules;
  private final Replacements replacements;

  BodyRedaction(String side, List<RedactionRule> rules, Replacements replacements) {
    this.side = side;
    this.replacements = replacements;
    this.jsonRules = reaching(rules, Area.JSON);
    this.formRules = reaching(rules, Area.FORM);
  }

  private List<RedactionRule> reaching(List<RedactionRule> rules, Area area) {
    return rules.stream().filter(rule -> rule.place().reaches(side, area)).toList();
  }

  /** The body that may be kept; what was taken out is added to the notes. */
  Body redact(Headers headers, Body body, List<Redaction> notes) {
    if (body.kept().isEmpty() || (jsonRules.isEmpty() && formRules.isEmpty())) {
      return body;
    }
    var type = ContentType.of(headers);
    boolean form = type.isForm() && !formRules.isEmpty();
    boolean undeclared = type.media().isEmpty() || type.media().equals("text/plain");
    if (!form && (jsonRules.isEmpty() || !(type.isJson() || undeclared))) {
      return body;
    }
    var decoded = DecodedBody.of(headers, body, LARGEST_UNPACKED_BYTES);
    if (decoded.isEmpty() || decoded.get().bytes().length() >= LARGEST_UNPACKED_BYTES) {
      return removed(body, notes, form);
    }
    var bytes = decoded.get().bytes();
    if (!form && undeclared && !looksLikeJson(bytes)) {
      return body;
    }
    int before = notes.size();
    var left = form ? form(bytes, notes) : json(bytes, notes);
    return notes.size() == before ? body : packed(headers, body, left, notes, form);
  }

  private Bytes json(Bytes text, List<Redaction> notes) {
    var result =
        JsonRedaction.of(
            text,
            replacements,
            path -> jsonRules.stream().filter(rule -> rule.place().covers(path)).findFirst());
    result
        .found()
        .forEach(
            found -> notes.add(new Redaction(side + ".body." + found.path(), found.rule().name())));
    if (result.cut()) {
      notes.add(new Redaction(side + ".body", jsonRules.getFirst().name()));
    }
    return result.text();
  }

  private Bytes form(Bytes text, List<Redaction> notes) {
    var redacted =
        new Parameters(replacements)
            .redact(
                text.text(StandardCharsets.ISO_8859_1),
                name -> rule(formRules, name),
                (name, rule) -> notes.add(new Redaction(side + ".body.form." + name, rule.name())));
    return Bytes.of(redacted, StandardCharsets.ISO_8859_1);
  }

  private static Optional<RedactionRule> rule(List<RedactionRule> rules, String name) {
    return rules.stream().filter(rule -> rule.place().names(name)).findFirst();
  }

  private Body removed(Body body, List<Redaction> notes, boolean form) {
    var rule = form ? formRules.getFirst() : jsonRules.getFirst();
    notes.add(new Redaction(side + ".body", rule.name()));
    return new Body(Bytes.EMPTY, body.wireBytes(), Bytes.EMPTY);
  }

  private Body packed(Headers headers, Body body, Bytes left, List<Redaction> notes, boolean form) {
    var packed = PackedBody.of(headers, left);
    if (packed.isEmpty()) {
      return removed(body, notes, form);
    }
    var kept = packed.get();
    return body.isTruncated()
        ? new Body(kept, Math.max(body.wireBytes(), kept.length() + 1L), Bytes.EMPTY)
        : Body.whole(kept);
  }

  private static boolean looksLikeJson(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      byte c = bytes.at(i);
      if (c == '{' || c == '[') {
        return true;
      }
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return false;
  }
}
