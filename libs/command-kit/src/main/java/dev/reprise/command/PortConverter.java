// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port; 0 stands for none, or for any free one. */
public final class PortConverter implements ITypeConverter<Integer> {

  private static final int MAX_PORT = 65_535;

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
      return Integer.parseInt(text);
    }
    throw new TypeConversionException("'%s' is no port; ports are 0 to 65535.".formatted(text));
  }
}
