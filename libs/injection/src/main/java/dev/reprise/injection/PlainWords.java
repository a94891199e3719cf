// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which texts stand without quotes in YAML: none that any reader, of YAML 1.1 or 1.2, may take for
 * a number.
 */
final class PlainWords extends StringQuotingChecker.Default {

  private static final long serialVersionUID = 1L;
  private static final Pattern NUMBER_LIKE = Pattern.compile("[-+.]*[0-9].*|[-+]?\\.(inf|nan)");

  @Override
  public boolean needToQuoteName(String name) {
    return isNumberLike(name) || super.needToQuoteName(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return isNumberLike(value) || super.needToQuoteValue(value);
  }

  private static boolean isNumberLike(String text) {
    return NUMBER_LIKE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }
}
