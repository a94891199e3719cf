// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "abc ~ xxabcxx ~ true",
        "abc ~ ab ~ false",
        "^abc$ ~ abc ~ true",
        "^abc$ ~ xabc ~ false",
        "a.c ~ abc ~ true",
        "a|b ~ zzb ~ true",
        "^(a|b)*$ ~ abba ~ true",
        "^(?:ab)+?$ ~ abab ~ true",
        "^a{2,3}$ ~ a ~ false",
        "^a{2,3}$ ~ aaa ~ true",
        "^a{2,3}$ ~ aaaa ~ false",
        "^a{2,}$ ~ aaaaa ~ true",
        "^a{0}$ ~ '' ~ true",
        "[a-c0]+$ ~ zz0b ~ true",
        "^[^a-c]$ ~ b ~ false",
        "^[^a-c]$ ~ é ~ true",
        "^[-a]$ ~ - ~ true",
        "^[a-]$ ~ - ~ true",
        "^[\\]\\-\\\\]$ ~ ] ~ true",
        "^\\d\\w\\s\\D\\W\\S$ ~ 1_ x.y ~ true",
        "\\bcart\\b ~ /cart/1 ~ true",
        "\\bcart\\b ~ /carts/1 ~ false",
        "^$ ~ '' ~ true",
        "^$ ~ x ~ false",
        "(|a)b ~ b ~ true",
        "^()*$ ~ '' ~ true",
        "😀 ~ x😀y ~ true",
        "^.$ ~ 😀 ~ true",
        "\\/\\.\\{\\} ~ /.{} ~ true",
      })
  void findsWhatItSays(String pattern, String text, boolean expected) {
    assertThat(Regex.compile(pattern).finds(text)).isEqualTo(expected);
  }

  @Test
  void aDotMatchesALineBreakAndAnchorsAreTheEndsOfTheText() {
    assertThat(Regex.compile("^a.b$").finds("a\nb")).isTrue();
    assertThat(Regex.compile("a$").finds("a\n")).isFalse();
    assertThat(Regex.compile("^b").finds("a\nb")).isFalse();
    assertThat(Regex.compile("\\s").finds("\u000b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?<n>a)",
        "(?P<n>a)",
        "(?i)a",
        "(a)\\1",
        "\\k<n>",
        "a*+",
        "a++",
        "a**",
        "a{2}{3}",
        "*a",
        "|*",
        "^*",
        "\\b+",
        "a{",
        "a{x}",
        "a{2",
        "a{3,2}",
        "a{1001}",
        "(a{100}){100}",
        "[",
        "[]",
        "[]a]",
        "[a",
        "[b-a]",
        "[[:alpha:]]",
        "[a[b]]",
        "[\\d-z]",
        "[\\b]",
        "[a-\\d]",
        "(",
        "(a",
        "a)",
        "\\",
        "\\A",
        "\\z",
        "\\B",
        "\\pL",
        "\\x41",
        "\\Q",
        "\\_",
        "}",
        "]",
        "((a{500}b{500}){2}c{1000}){1}d{1000}e{1000}",
        "[a--]",
        "[a-b-c]"
      })
  void refusesWhatEnginesReadDifferently(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern)).isInstanceOf(RegexSyntaxException.class);
  }

  @Test
  @Timeout(10)
  void hostilePatternsTakeLinearTime() {
    var text = "a".repeat(64 * 1024) + "!";

    assertThat(Regex.compile("^(a+)+$").finds(text)).isFalse();
    assertThat(Regex.compile("^(a|a)*$").finds(text)).isFalse();
    assertThat(Regex.compile("(a*)*b").finds(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a+b ~ a+b",
        "é* ~ [é]*",
        "[é]é ~ [é][é]",
        "\\[é\\]é ~ \\[[é]\\][é]",
        "[\\]é]é ~ [\\]é][é]",
        "\\\\😀 ~ \\\\[😀]",
      })
  void putsWhatIsNotAsciiInClassesForClickHouse(String pattern, String expected) {
    assertThat(Regex.compile(pattern).forClickHouse()).isEqualTo(expected);
  }
}
