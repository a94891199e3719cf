// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings that one program knows, each given as {@code --name value}, as {@code --name=value}
 * or in the environment; the command line wins over the environment, and that over the default.
 */
public final class Options {

  private final String program;
  private final String purpose;
  private final List<Option> known;

  private Options(String program, String purpose, List<Option> known) {
    this.program = program;
    this.purpose = purpose;
    this.known = List.copyOf(known);
  }

  /** Starts the list of a program that has no settings yet. */
  public static Options of(Class<?> program, String purpose) {
    return new Options(program.getName(), purpose, List.of());
  }

  /**
   * Adds a setting.
   *
   * @param name the name on the command line, without dashes
   * @param variable the name in the environment; empty when it is not read from there
   */
  public Options option(String name, String variable, String fallback, String meaning) {
    var more = new ArrayList<>(known);
    more.add(new Option(name, variable, fallback, meaning));
    return new Options(program, purpose, more);
  }

  /**
   * Reads the settings.
   *
   * @throws UsageException when an argument is not known or has no value
   */
  public Settings parse(List<String> arguments, Map<String, String> environment) {
    var values = new HashMap<String, String>();
    for (Option option : known) {
      values.put(option.name(), option.valueIn(environment));
    }
    var rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String name = nameOf(equals < 0 ? argument : argument.substring(0, equals));
      if (equals < 0 && !rest.hasNext()) {
        throw new UsageException("The setting --" + name + " has no value; see --help.");
      }
      values.put(name, equals < 0 ? rest.next() : argument.substring(equals + 1));
    }
    return new Settings(values);
  }

  /** Tells what the program is for and what can be set. */
  public String help() {
    String lines = known.stream().map(Option::help).collect(Collectors.joining("\n"));
    return "usage: %s [--setting value]...%n%n%s%n%n%s%n".formatted(program, purpose, lines);
  }

  private String nameOf(String argument) {
    return known.stream()
        .map(Option::name)
        .filter(name -> argument.equals("--" + name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("There is no setting '" + argument + "'; see --help."));
  }

  private record Option(String name, String variable, String fallback, String meaning) {

    String valueIn(Map<String, String> environment) {
      return Optional.ofNullable(environment.get(variable))
          .filter(value -> !variable.isEmpty() && !value.isBlank())
          .orElse(fallback);
    }

    String help() {
      String origin = variable.isEmpty() ? "" : ", or " + variable + " in the environment";
      String preset = fallback.isEmpty() ? "none" : fallback;
      return "  --%-12s %s (default: %s%s)".formatted(name, meaning, preset, origin);
    }
  }
}
