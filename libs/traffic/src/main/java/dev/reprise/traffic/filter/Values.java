// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/** Which values go with which fields. */
final class Values {

  private Values() {}

  static boolean fits(Value value, Field field) {
    return switch (value) {
      case Value.Text(String text) -> field.type() == FieldType.TEXT && isWellFormed(text);
      case Value.Word(String word) -> field.words().contains(word);
      case Value.Amount _ ->
          switch (field.type()) {
            case NUMBER, SIZE, DURATION -> true;
            case TEXT, WORD, TIME -> false;
          };
      case Value.Moment _ -> field.type() == FieldType.TIME;
    };
  }

  /** Whether every surrogate has its other half; half a pair cannot be sent as UTF-8. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      } else if (Character.isLowSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }
}
