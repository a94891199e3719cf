// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.error.NearName;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one place where a failure becomes words on standard error and an exit status. Only a defect
 * of ours shows a stack trace.
 */
public final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (Interruption.hasCaused(failure)) {
      tell(err, "Interrupted.", "");
      return ExitStatus.INTERRUPTED;
    }
    return switch (failure) {
      case AppException known -> tell(err, known);
      case OutputClosed _ -> ExitStatus.OUTPUT_CLOSED;
      case StatusRuntimeException answer -> tell(err, ErrorMapper.fromStatus(answer));
      case FileSystemException file -> tell(err, file);
      default -> defect(err, failure);
    };
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    var command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    if (lacksSubcommand(command, mistake)) {
      command.usage(err, command.getColorScheme());
      return ExitStatus.USAGE;
    }
    var what =
        mistake instanceof UnmatchedArgumentException unmatched
            ? nobodyTakes(unmatched.getUnmatched().getFirst(), command.getCommandSpec())
            : noneOf(mistake).orElseGet(() -> String.valueOf(mistake.getMessage()));
    var name = command.getCommandSpec().qualifiedName();
    tell(err, what, "Run '%s --help' for what it takes.".formatted(name));
    return ExitStatus.USAGE;
  }

  /** What else could have been given, where there are a few words to choose from. */
  private static Optional<String> noneOf(ParameterException mistake) {
    ArgSpec argument = mistake.getArgSpec();
    String value = mistake.getValue();
    if (argument == null || value == null || !argument.auxiliaryTypes()[0].isEnum()) {
      return Optional.empty();
    }
    var words =
        Stream.of(argument.auxiliaryTypes()[0].getEnumConstants())
            .map(word -> ((Enum<?>) word).name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    var name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    return Optional.of("%s cannot be '%s'; it is one of %s.".formatted(name, value, words));
  }

  private static String nobodyTakes(String argument, CommandSpec command) {
    if (argument.startsWith("-")) {
      return "There is no option '%s'.".formatted(argument)
          + probably(argument, command.optionsMap().keySet());
    }
    return command.subcommands().isEmpty()
        ? "Nothing takes the argument '%s'.".formatted(argument)
        : "There is no command '%s'.".formatted(argument)
            + probably(argument, command.subcommands().keySet());
  }

  private static String probably(String mistyped, Set<String> known) {
    return NearName.of(mistyped, known).map(" Did you mean '%s'?"::formatted).orElse("");
  }

  /** A command that only groups others, and none of them was named: nothing is wrong but that. */
  private static boolean lacksSubcommand(CommandLine command, ParameterException mistake) {
    return !(command.getCommand() instanceof Runnable)
        && !(command.getCommand() instanceof Callable<?>)
        && !(mistake instanceof UnmatchedArgumentException);
  }

  private static int tell(PrintWriter err, FileSystemException failure) {
    var why =
        switch (failure) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case AccessDeniedException _ -> "it may not be read or written";
          default -> String.valueOf(failure.getReason());
        };
    tell(
        err,
        "'%s' cannot be used: %s.".formatted(failure.getFile(), why),
        "Name a file that is there and may be used.");
    return ExitStatus.USAGE;
  }

  private static int tell(PrintWriter err, AppException failure) {
    tell(err, String.valueOf(failure.getMessage()), failure.remedy());
    return failure.kind().exitCode();
  }

  private static void tell(PrintWriter err, String message, String remedy) {
    err.println(message);
    if (!remedy.isEmpty()) {
      err.println(remedy);
    }
    err.flush();
  }

  private static int defect(PrintWriter err, Exception failure) {
    failure.printStackTrace(err);
    tell(err, "This is a defect in Reprise; please report it with the lines above.", "");
    return ErrorKind.INTERNAL.exitCode();
  }
}
