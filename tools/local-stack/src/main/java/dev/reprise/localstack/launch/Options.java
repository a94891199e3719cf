// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The few {@code --name value} options of a back end's main class. The processes are started by the
 * supervisor hundreds of times for each time by a person, so this is no command line library, yet
 * {@code --help} and a wrong option are answered.
 */
public final class Options {

  private static final int EXIT_USAGE = 2;

  /**
   * An option.
   *
   * @param byDefault empty when the option must be given
   */
  public record Option(String name, Optional<String> byDefault, String help) {

    /** An option that must be given. */
    public static Option required(String name, String help) {
      return new Option(name, Optional.empty(), help);
    }

    /** An option that need not be given. */
    public static Option of(String name, String byDefault, String help) {
      return new Option(name, Optional.of(byDefault), help);
    }
  }

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the arguments. Ends the process after {@code --help}, and with status 2 after telling all
   * that is wrong.
   *
   * @param about the first line of the help
   */
  public static Options readOrExit(String about, List<Option> known, String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      printHelp(about, known, System.out);
      System.exit(0);
    }
    var problems = new ArrayList<String>();
    var values = read(known, arguments, problems);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> System.err.println("error: " + problem));
      System.err.println("try --help");
      System.exit(EXIT_USAGE);
    }
    return new Options(values);
  }

  static Map<String, String> read(List<Option> known, String[] arguments, List<String> problems) {
    var values = new LinkedHashMap<String, String>();
    known.forEach(
        option -> option.byDefault().ifPresent(value -> values.put(option.name(), value)));
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (known.stream().noneMatch(option -> option.name().equals(name))) {
        problems.add("there is no option '" + name + "'");
      } else if (i + 1 == arguments.length) {
        problems.add("option " + name + " needs a value");
      } else {
        values.put(name, arguments[i + 1]);
      }
    }
    known.stream()
        .filter(option -> !values.containsKey(option.name()))
        .forEach(option -> problems.add("option " + option.name() + " is missing"));
    return values;
  }

  private static void printHelp(String about, List<Option> known, PrintStream out) {
    out.println(about);
    out.println();
    for (Option option : known) {
      out.printf(
          "  %-20s %s%s%n",
          option.name(),
          option.help(),
          option.byDefault().map(value -> " (default: " + value + ")").orElse(""));
    }
  }

  /** The value of an option. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("option " + name + " was not declared");
    }
    return value;
  }

  /** The value as a path. */
  public Path path(String name) {
    return Path.of(text(name)).toAbsolutePath().normalize();
  }

  /** The value as a whole number; ends the process with status 2 when it is none. */
  public long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      System.err.printf("error: option %s is '%s', not a whole number%n", name, text(name));
      System.exit(EXIT_USAGE);
      throw new IllegalStateException("not reached", e);
    }
  }
}
