// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.traffic.error.AppException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stack without the command line: {@code up}, {@code down}, {@code status} and {@code logs},
 * for scripts and for those who have built only this module.
 */
public final class StackMain {

  private static final String HELP =
      """
      usage: StackMain [--home DIR] COMMAND

        up [--only PART,PART]      start everything, or some parts and what they depend on
        down                       end everything
        status                     what runs, since when, where
        logs [PART ...] [-f]       what the parts said last; -f goes on

      DIR is by default $REPRISE_HOME, else ~/.reprise.
      """;
  private static final int EXIT_USAGE = 2;
  private static final int EXIT_DOWN = 3;
  private static final int LAST_LINES = 40;
  private static final long MIB = 1 << 20;

  private StackMain() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.exit(run(new ArrayList<>(Arrays.asList(arguments))));
    } catch (AppException e) {
      System.err.println("error: " + e.getMessage());
      System.err.println(e.remedy());
      System.exit(e.kind().exitCode());
    }
  }

  private static int run(List<String> words) throws InterruptedException {
    Path home = Home.fromEnvironment().root();
    if (words.size() > 1 && words.getFirst().equals("--home")) {
      home = Path.of(words.get(1));
      words = words.subList(2, words.size());
    }
    LocalStack stack = LocalStack.open(home);
    String command = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    return switch (command) {
      case "up" -> up(stack, rest);
      case "down" -> down(stack);
      case "status" -> status(stack.status());
      case "logs" -> logs(stack, rest);
      case "--help" -> help(0);
      default -> help(EXIT_USAGE);
    };
  }

  private static int help(int status) {
    (status == 0 ? System.out : System.err).print(HELP);
    return status;
  }

  private static int up(LocalStack stack, List<String> rest) throws InterruptedException {
    List<String> only = List.of();
    if (rest.size() == 2 && rest.getFirst().equals("--only")) {
      only = Arrays.asList(rest.getLast().split(",", -1));
    } else if (!rest.isEmpty()) {
      return help(EXIT_USAGE);
    }
    long begun = System.nanoTime();
    UpResult result = stack.up(only, StackMain::tell);
    if (result.wasAlreadyUp()) {
      System.out.println("The stack is already up.");
    } else {
      System.out.printf("The stack is up, after %.1f s.%n", (System.nanoTime() - begun) / 1e9);
    }
    return status(result.status());
  }

  private static int down(LocalStack stack) throws InterruptedException {
    System.out.println(
        stack.down(StackMain::tell) ? "The stack is down." : "The stack was not up.");
    return 0;
  }

  private static void tell(PartReport part) {
    String note = part.state().equals("training") ? " (writes its start-up cache, once)" : "";
    System.out.println("  " + part.name() + ": " + part.state() + note);
  }

  private static int status(StackStatus status) {
    System.out.println("stack: " + status.phase());
    if (!status.parts().isEmpty()) {
      System.out.printf(
          "%-14s %-11s %8s %6s %9s %9s %8s  %s%n",
          "PART", "STATE", "PID", "PORT", "UPTIME", "RESTARTS", "MEMORY", "LAST END");
    }
    status.parts().forEach(StackMain::print);
    return switch (status.phase()) {
      case UP, STARTING, STOPPING -> 0;
      case DOWN, LOST -> EXIT_DOWN;
    };
  }

  private static void print(PartStatus part) {
    PartReport report = part.report();
    System.out.printf(
        "%-14s %-11s %8s %6s %9s %9d %8s  %s%n",
        report.name(),
        report.state(),
        report.pid().isPresent() ? report.pid().getAsLong() : "-",
        report.port().isPresent() ? report.port().getAsInt() : "-",
        part.uptime().map(StackMain::brief).orElse("-"),
        report.restarts(),
        part.memoryBytes().isPresent() ? part.memoryBytes().getAsLong() / MIB + " MiB" : "-",
        report.lastEnd().orElse(""));
  }

  private static String brief(Duration duration) {
    return duration.toHours() > 0
        ? "%dh%02dm".formatted(duration.toHours(), duration.toMinutesPart())
        : "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  private static int logs(LocalStack stack, List<String> rest) {
    boolean follow = rest.contains("-f");
    List<String> parts = rest.stream().filter(word -> !word.equals("-f")).toList();
    boolean many = parts.size() != 1;
    stack.logs(
        parts,
        LAST_LINES,
        follow,
        line -> System.out.println(many ? line.part() + " | " + line.text() : line.text()));
    return 0;
  }
}
