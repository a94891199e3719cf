// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many there are of something, at least one. */
public final class CountConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException(
        "'%s' is not how many; give a number from 1 to 999999999.".formatted(text));
  }
}
