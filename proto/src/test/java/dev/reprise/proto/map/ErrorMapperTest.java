// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorMapperTest {

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void aFailureArrivesAsItWasSent(ErrorKind kind) {
    var sent =
        new AppException(
            kind, "SNAPSHOT_EMPTY", "Nothing in it.", "Widen it.", Map.of("name", "may"), null);

    var received = ErrorMapper.fromStatus(ErrorMapper.toStatus(sent));

    assertThat(received.kind()).isEqualTo(kind);
    assertThat(received.code()).isEqualTo("SNAPSHOT_EMPTY");
    assertThat(received).hasMessage("Nothing in it.");
    assertThat(received.remedy()).isEqualTo("Widen it.");
    assertThat(received.details()).isEqualTo(Map.of("name", "may"));
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void theStatusIsTheOneOfTheTable(ErrorKind kind) {
    var failure = new AppException(kind, "X", "message", "");

    var status = ErrorMapper.toStatus(failure).getStatus();

    assertThat(status.getCode().value()).isEqualTo(kind.grpcCode());
  }

  @Test
  void aFailureFromElsewhereKeepsItsStatusAsCode() {
    var failure = Status.UNAVAILABLE.withDescription("io exception").asRuntimeException();

    var received = ErrorMapper.fromStatus(failure);

    assertThat(received.kind()).isEqualTo(ErrorKind.UPSTREAM);
    assertThat(received.code()).isEqualTo("GRPC_UNAVAILABLE");
    assertThat(received).hasMessage("io exception");
    assertThat(received.remedy()).isNotEmpty();
  }
}
