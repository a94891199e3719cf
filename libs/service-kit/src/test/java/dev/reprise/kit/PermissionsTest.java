// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may what is tried on the running services; here the table is compared with the contract. */
class PermissionsTest {

  @Test
  void everyMethodOfTheContractHasAnEntryAndNoEntryIsOfAnother() {
    var inTheTable =
        Permissions.operations().stream()
            .filter(operation -> !operation.startsWith("GraphQL ") && !operation.contains("#"))
            .collect(Collectors.toSet());

    assertThat(inTheTable).isEqualTo(methodsOfTheContract());
  }

  @Test
  void whatAsksMoreIsOfAnOperationThatAsksLess() {
    assertThat(Permissions.operations())
        .filteredOn(operation -> operation.contains("#"))
        .isNotEmpty()
        .allMatch(operation ->
            Permissions.needOf(operation.substring(0, operation.indexOf('#'))).isPresent());
  }

  @Test
  void whatIsNotListedNobodyMay() {
    assertThatThrownBy(() -> Permissions.require(Caller.ANYONE, "reprise.x.v1.X/Do"))
        .isInstanceOfSatisfying(
            AppException.class,
            refused -> assertThat(refused.code()).isEqualTo("OPERATION_UNLISTED"));
  }

  @ParameterizedTest
  @CsvSource({
    "RECORDER, reprise.ingest.v1.IngestService/Push, true",
    "VIEWER, reprise.ingest.v1.IngestService/Push, false",
    "EDITOR, reprise.ingest.v1.IngestService/Push, true",
    "RECORDER, reprise.query.v1.QueryService/SearchPairs, false",
    "VIEWER, reprise.query.v1.QueryService/GetPair, true",
    "VIEWER, reprise.query.v1.QueryService/GetPair#whole, false",
    "VIEWER, reprise.replay.v1.ReplayService/StartReplay, false",
    "VIEWER, reprise.replay.v1.ReplayService/CancelReplay, false",
    "EDITOR, reprise.replay.v1.ReplayService/StartReplay, true",
    "EDITOR, reprise.access.v1.AccessService/CreateKey, false",
    "ADMIN, reprise.access.v1.AccessService/CreateKey, true",
    "ADMIN, reprise.access.v1.AccessService/CheckKey, false",
    "ADMIN, reprise.replay.v1.ReplayAgentService/Connect, false"
  })
  void aKeyMayWhatItsRoleMay(Role role, String operation, boolean isAllowed) {
    var holder = Caller.ofKey("0123456789ab", "ci", role, Set.of());

    if (isAllowed) {
      assertThatCode(() -> Permissions.require(holder, operation)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> Permissions.require(holder, operation))
          .isInstanceOfSatisfying(
              AppException.class,
              refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.FORBIDDEN))
          .hasMessageContainingAll(operation, "key:ci/0123456789ab");
    }
  }

  @Test
  void aRefusalNamesTheOperationTheRoleHeldAndTheRoleNeeded() {
    var viewer = Caller.ofKey("0123456789ab", "ci", Role.VIEWER, Set.of());

    assertThatThrownBy(
            () -> Permissions.require(viewer, "reprise.replay.v1.ReplayService/StartReplay"))
        .hasMessageContaining(
            "reprise.replay.v1.ReplayService/StartReplay needs the role editor, and"
                + " 'key:ci/0123456789ab' has viewer.");
  }

  private static Set<String> methodsOfTheContract() {
    var methods =
        new ClassFileImporter()
            .importPackages("dev.reprise.proto").stream()
                .filter(type -> type.getSimpleName().endsWith("Grpc"))
                .filter(type -> type.tryGetMethod("getServiceDescriptor").isPresent())
                .map(JavaClass::reflect)
                .map(PermissionsTest::descriptor)
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .collect(Collectors.toSet());
    assertThat(methods).hasSizeGreaterThan(20);
    return methods;
  }

  private static ServiceDescriptor descriptor(Class<?> stubs) {
    try {
      return (ServiceDescriptor) stubs.getMethod("getServiceDescriptor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("generated stubs have a descriptor", e);
    }
  }
}
