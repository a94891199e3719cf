// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hides credentials among {@code name=value} parameters, in a target's query or a form body. */
final class HiddenForm {

  private HiddenForm() {}

  /** Parameters as sent, with credentials' values hidden. */
  static String of(String parameters) {
    return Stream.of(parameters.split("&", -1))
        .map(HiddenForm::parameter)
        .collect(Collectors.joining("&"));
  }

  /** Path and query, with credentials in the query hidden. */
  static String ofTarget(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark + 1) + of(target.substring(mark + 1));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    return equals > 0 && Credentials.isField(parameter.substring(0, equals))
        ? parameter.substring(0, equals + 1) + Credentials.HIDDEN
        : parameter;
  }
}
