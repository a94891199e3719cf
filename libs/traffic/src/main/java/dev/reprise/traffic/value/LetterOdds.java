// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

/**
 * Tells letters that were drawn at random ({@code WGLUulgoMFTuMdJxfWNEBUfx}) from words that were
 * put together ({@code productCategoryName}): the sum, over all neighbours, of how much likelier
 * the second letter is by chance than in words, as natural logarithms. Above 0 chance is likelier.
 *
 * <p>Two things are looked at. <em>Which letter</em> follows: a quarter of all pairs of letters,
 * listed below, make up 77 % of those in words. <em>Which case</em> follows: in words a capital
 * begins a run of small letters, while by chance every second neighbour changes.
 *
 * <p><b>Errors that are accepted.</b> A pair of random letters adds 0.60 for the letter (0.75 ×
 * 1.18 − 0.25 × 1.12) and 0.35 for the case, 0.95 in all with a deviation of 1.33. So 24 letters
 * add up to 23 × 0.95 = 22 with a deviation of 23<sup>½</sup> × 1.33 = 6.4, and are below 0, 3.4
 * deviations away, once in three thousand by the normal curve; its tail is a little thin here, and
 * what is measured is once in a thousand (16 letters: 5 in a thousand; 32: 1 in ten thousand). Only
 * one token of 18 bytes in base 64 in 58 has no digit ((54/64)<sup>24</sup>), so that of all such
 * tokens about two in a hundred thousand are missed. Of the JDK's class names of 16 letters and
 * more, 0.6 % are taken for random, nearly all of them for their acronyms ({@code
 * SSLKeyExDHERSAOrPSS}). {@code RandomTokensTest} holds these figures.
 */
final class LetterOdds {

  /** The letters that follow a, b, c, … oftener in words than by chance. */
  private static final String[] FOLLOWERS = {
    "cdilmnprst", // a
    "aelouy", // b
    "aehklot", // c
    "adeisxy", // d
    "acdnprstx", // e
    "aefior", // f
    "aehirstu", // g
    "aeiort", // h
    "cdlmnostv", // i
    "aes", // j
    "aeins", // k
    "adeilosu", // l
    "aeiop", // m
    "adegost", // n
    "dfmnprtuw", // o
    "aelortu", // p
    "lu", // q
    "aeinost", // r
    "ehiopst", // s
    "aehiorsu", // t
    "belmnrst", // u
    "aeio", // v
    "aehinors", // w
    "cipt", // x
    "mprst", // y
    "aeis" // z
  };

  private static final double FOLLOWS = Math.log(0.25 / 0.77);
  private static final double DOES_NOT_FOLLOW = Math.log(0.75 / 0.23);
  private static final double SMALL_AFTER_SMALL = Math.log(0.5 / 0.86);
  private static final double CAPITAL_AFTER_SMALL = Math.log(0.5 / 0.14);
  private static final double SMALL_AFTER_CAPITAL = Math.log(0.5 / 0.85);
  private static final double CAPITAL_AFTER_CAPITAL = Math.log(0.5 / 0.15);

  private LetterOdds() {}

  /** For chance and against words; what is no letter parts what is before and after it. */
  static double of(String text) {
    double sum = 0;
    for (int i = 1; i < text.length(); i++) {
      char before = text.charAt(i - 1);
      char after = text.charAt(i);
      if (Ascii.isLetter(before) && Ascii.isLetter(after)) {
        sum += letter(before, after) + letterCase(before, after);
      }
    }
    return sum;
  }

  private static double letter(char before, char after) {
    var followers = FOLLOWERS[small(before) - 'a'];
    return followers.indexOf(small(after)) >= 0 ? FOLLOWS : DOES_NOT_FOLLOW;
  }

  private static double letterCase(char before, char after) {
    if (Ascii.isLower(before)) {
      return Ascii.isLower(after) ? SMALL_AFTER_SMALL : CAPITAL_AFTER_SMALL;
    }
    return Ascii.isLower(after) ? SMALL_AFTER_CAPITAL : CAPITAL_AFTER_CAPITAL;
  }

  private static char small(char letter) {
    return (char) (letter | 0x20);
  }
}
