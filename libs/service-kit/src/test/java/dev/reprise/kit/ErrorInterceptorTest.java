// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

class ErrorInterceptorTest {

  @Test
  void anAppExceptionIsFoundUnderItsWrappers() {
    var failure = new AppException(ErrorKind.NOT_FOUND, "PAIR_UNKNOWN", "No pair a/1.", "Look.");
    var status = Status.UNKNOWN.withCause(new IllegalStateException(failure));

    var answer = requireNonNull(ErrorInterceptor.translate(status, "m"));

    assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(ErrorMapper.fromStatus(answer).code()).isEqualTo("PAIR_UNKNOWN");
  }

  @Test
  void whatNobodyForesawShowsNothingOfTheInside() {
    var status =
        Status.UNKNOWN
            .withDescription("java.lang.IllegalStateException - secret inside")
            .withCause(new IllegalStateException("secret inside"));

    var answer = requireNonNull(ErrorInterceptor.translate(status, "m"));

    assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(answer.getStatus().getDescription()).doesNotContain("secret");
  }

  @Test
  void aMessageThatAMapperRefusedIsTheCallersMistake() {
    var status =
        Status.INVALID_ARGUMENT.withDescription(
            "java.lang.IllegalArgumentException - sequence counts from 1: 0");

    var answer = requireNonNull(ErrorInterceptor.translate(status, "m"));

    assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(answer.getStatus().getDescription()).isEqualTo("sequence counts from 1: 0");
  }

  @Test
  void statusesThatServicesChoseStayAsTheyAre() {
    assertThat(ErrorInterceptor.translate(Status.CANCELLED, "m")).isNull();
    assertThat(ErrorInterceptor.translate(Status.UNAUTHENTICATED, "m")).isNull();
  }
}
