// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.error.AppException;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterProperties {

  /** Names, saved filters and links rest on this. */
  @Property
  void whatIsPrintedReadsBackAsTheSameFilter(@ForAll("filters") TrafficFilter filter) {
    assertThat(TrafficFilter.parse(filter.print())).isEqualTo(filter);
  }

  @Property
  void noTextMakesTheParserFailOtherwiseThanByTellingTheMistake(@ForAll("scraps") String text) {
    try {
      TrafficFilter.parse(text);
    } catch (AppException mistake) {
      assertThat(mistake.code()).isEqualTo("FILTER_INVALID");
      assertThat(mistake.details()).containsKeys("position", "excerpt");
    }
  }

  /** On the patterns and texts where Java's engine means the same, it is the witness. */
  @Property
  void regularExpressionsFindWhatJavaFinds(
      @ForAll("patterns") String pattern, @ForAll("haystacks") String text) {
    Regex regex;
    try {
      regex = Regex.compile(pattern);
    } catch (RegexSyntaxException e) {
      return; // outside the subset
    }

    var expected =
        Pattern.compile(pattern.replace("$", "\\z"), Pattern.DOTALL).matcher(text).find();

    assertThat(regex.finds(text)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<TrafficFilter> filters() {
    return Filters.any();
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.of(
            "status",
            "path",
            "time",
            "request_header",
            "[",
            "]",
            "\"x\"",
            "=",
            ">=",
            "500",
            "10ms",
            "AND",
            "NOT",
            "(",
            ")",
            "IN",
            ",",
            "now",
            "-",
            "CONTAINS",
            "MATCHES",
            "'",
            "\\",
            "é",
            "\u0000",
            "direction",
            "OUT",
            "1.5KiB")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join(" ", pieces));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
            "a", "b", ".", "[ab]", "[^a]", "(", ")", "|", "*", "+", "?", "{2}", "{1,2}", "^", "$",
            "\\b", "\\d", "\\w", "-", "\n", "(?:")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> haystacks() {
    return Arbitraries.strings().withChars('a', 'b', '1', '-', '\n', 'é').ofMaxLength(10);
  }
}
