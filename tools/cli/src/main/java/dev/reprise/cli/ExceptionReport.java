// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes words on standard error and an exit status. */
final class ExceptionReport implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    var known = known(failure);
    PrintWriter err = command.getErr();
    if (known == null) {
      failure.printStackTrace(err);
      err.println("This is a defect in Reprise; please report it with the lines above.");
      return ErrorKind.INTERNAL.exitCode();
    }
    err.println(known.getMessage());
    if (!known.remedy().isEmpty()) {
      err.println(known.remedy());
    }
    err.flush();
    return known.kind().exitCode();
  }

  private static @Nullable AppException known(Exception failure) {
    return switch (failure) {
      case AppException app -> app;
      case StatusRuntimeException status -> withRemedy(ErrorMapper.fromStatus(status));
      default -> null;
    };
  }

  private static AppException withRemedy(AppException failure) {
    return failure.code().equals("GRPC_" + Status.Code.UNAVAILABLE)
        ? new AppException(
            failure.kind(),
            "SERVICE_UNREACHABLE",
            "A service of Reprise cannot be reached: %s.".formatted(failure.getMessage()),
            "Start the local stack with 'reprise up', look at it with 'reprise status', or set"
                + " REPRISE_QUERY_ADDRESS and its like to where the services are.",
            failure.details(),
            failure)
        : failure;
  }
}
