// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the error rates that {@link LetterOdds} accepts. */
class RandomTokensTest {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int TOKENS = 50_000;
  private static final int MIN_CHARS = 16;

  /** The bound is twice the rate in the Javadoc: ten deviations of so many tokens and more. */
  @ParameterizedTest
  @CsvSource({"16, 0.010", "20, 0.004", "24, 0.002", "32, 0.0004", "43, 0.0002"})
  void fewTokensOfLettersOnlyAreMissed(int length, double most) {
    var random = new Random(length);
    long missed = 0;
    for (int i = 0; i < TOKENS; i++) {
      var token =
          random
              .ints(length, 0, LETTERS.length())
              .mapToObj(index -> LETTERS.substring(index, index + 1))
              .collect(Collectors.joining());
      missed += ValueType.of(token).isIdentifier() ? 0 : 1;
    }

    assertThat((double) missed / TOKENS).isLessThan(most);
  }

  /** Thousands of names that people have put together of words, many with acronyms in them. */
  @Test
  void fewNamesOfWordsAreTakenForTokens() throws IOException {
    var names = classNames();

    var taken = names.stream().filter(name -> ValueType.of(name).isIdentifier()).toList();

    assertThat(names).hasSizeGreaterThan(2_000);
    assertThat((double) taken.size() / names.size())
        .as("share of names taken for tokens, among them %s", taken.stream().limit(5).toList())
        .isLessThan(0.01);
  }

  private static Set<String> classNames() throws IOException {
    var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    try (var files = Files.walk(modules)) {
      return files
          .map(Path::getFileName)
          .map(String::valueOf)
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(name.lastIndexOf('$') + 1, name.length() - ".class".length()))
          .filter(name -> name.length() >= MIN_CHARS && name.chars().allMatch(Ascii::isLetter))
          .collect(Collectors.toSet());
    }
  }
}
