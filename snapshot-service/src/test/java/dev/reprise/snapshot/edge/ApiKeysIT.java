// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.reprise.fixtures.OperationRoles;
import dev.reprise.proto.access.v1.AccessServiceGrpc;
import dev.reprise.proto.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.reprise.proto.access.v1.ApiKey;
import dev.reprise.proto.access.v1.CheckKeyRequest;
import dev.reprise.proto.access.v1.CreateKeyRequest;
import dev.reprise.proto.access.v1.CreateKeyResponse;
import dev.reprise.proto.access.v1.KeyRole;
import dev.reprise.proto.access.v1.ListKeysRequest;
import dev.reprise.proto.access.v1.RevokeKeyRequest;
import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.traffic.error.AppException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys from their making to their end, against the real tables. About 15 s. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
@QuarkusTestResource(value = SnapshotTestResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway") // fields are injected
class ApiKeysIT {

  private static final Duration REVOKED_WITHIN = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  URI address;

  private final List<ManagedChannel> channels = new ArrayList<>();

  @AfterEach
  void disconnect() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  @Test
  void everyRoleMayWhatTheTableSays() {
    var secrets = new LinkedHashMap<String, String>();
    secrets.put("stranger", "");
    secrets.put("recorder", create(KeyRole.KEY_ROLE_RECORDER).getSecret());
    secrets.put("viewer", create(KeyRole.KEY_ROLE_VIEWER).getSecret());
    secrets.put("editor", create(KeyRole.KEY_ROLE_EDITOR).getSecret());
    secrets.put("admin", create(KeyRole.KEY_ROLE_ADMIN).getSecret());
    secrets.put("part", GuardedProfile.PART);

    new OperationRoles(channel(""), secrets)
        .assertAsIn(
            """
            reprise.access.v1.AccessService/CheckKey           part
            reprise.access.v1.AccessService/CreateKey          admin part
            reprise.access.v1.AccessService/ListKeys           admin part
            reprise.access.v1.AccessService/RevokeKey          admin part
            reprise.snapshot.v1.SnapshotService/CreateSnapshot    editor admin part
            reprise.snapshot.v1.SnapshotService/DeleteSnapshot    editor admin part
            reprise.snapshot.v1.SnapshotService/DownloadSnapshot  editor admin part
            reprise.snapshot.v1.SnapshotService/GetSnapshot       viewer editor admin part
            reprise.snapshot.v1.SnapshotService/ListSnapshots     viewer editor admin part
            reprise.snapshot.v1.SnapshotService/RefreshSnapshot   editor admin part
            reprise.snapshot.v1.SnapshotService/SetSlices         editor admin part
            """);
  }

  @Test
  void aKeyIsShownOnceAndItsMakerAndUseAreNoted() {
    var made = create(KeyRole.KEY_ROLE_VIEWER);

    list(made.getSecret());

    assertThat(made.getSecret()).startsWith("rpk_" + made.getKey().getId() + "_");
    var listed = listed(made.getKey().getId());
    assertThat(listed.getCreatedBy()).isEqualTo("token:admin");
    assertThat(listed.getLastUsedNanos()).isPositive();
    assertThat(access().listKeys(ListKeysRequest.getDefaultInstance()).toString())
        .doesNotContain(made.getSecret().substring("rpk_0123456789ab_".length()));
  }

  @Test
  void aRevokedKeyLetsNobodyInAndItsEndIsNotedOnce() {
    var made = create(KeyRole.KEY_ROLE_ADMIN);
    var other = create(KeyRole.KEY_ROLE_ADMIN);
    list(made.getSecret());

    var revoked = access(other.getSecret()).revokeKey(named(made.getKey().getId()));
    var again = access().revokeKey(named(made.getKey().getId()));

    await()
        .atMost(REVOKED_WITHIN)
        .untilAsserted(() ->
            assertThat(refusal(made.getSecret()))
                .contains("rpk_" + made.getKey().getId(), "has been revoked")
                .doesNotContain(made.getSecret()));
    assertThat(revoked.getRevokedBy())
        .isEqualTo("key:" + other.getKey().getName() + "/" + other.getKey().getId());
    assertThat(again).isEqualTo(revoked);
  }

  @Test
  void aKeyEndsByItself() {
    var soon = Instant.now().plusSeconds(3);
    var made =
        access().createKey(request(KeyRole.KEY_ROLE_VIEWER).setExpiresNanos(nanos(soon)).build());

    await()
        .atMost(REVOKED_WITHIN)
        .untilAsserted(() -> assertThat(refusal(made.getSecret())).contains("has expired"));
  }

  @Test
  void whoDoesNotKnowTheSecretLearnsNothing() {
    var made = create(KeyRole.KEY_ROLE_VIEWER);
    access().revokeKey(named(made.getKey().getName()));
    var guess = made.getSecret().substring(0, made.getSecret().length() - 43) + "A".repeat(43);

    assertThat(refusal(guess)).contains("is not known");
  }

  @Test
  void aNameIsTakenUntilItsKeyIsRevoked() {
    var made = create(KeyRole.KEY_ROLE_VIEWER);
    var same = request(KeyRole.KEY_ROLE_EDITOR).setName(made.getKey().getName()).build();

    assertThat(failure(() -> access().createKey(same))).isEqualTo("KEY_EXISTS");
    access().revokeKey(named(made.getKey().getName()));

    assertThat(access().createKey(same).getKey().getId()).isNotEqualTo(made.getKey().getId());
  }

  @Test
  void whatNoKeyMayBeIsRefused() {
    var viewer = request(KeyRole.KEY_ROLE_VIEWER);

    assertThat(failure(() -> access().createKey(viewer.clone().setName("A b").build())))
        .isEqualTo("KEY_NAME_INVALID");
    assertThat(failure(() -> access().createKey(viewer.clone().addServices("shop").build())))
        .isEqualTo("KEY_SERVICES_UNFIT");
    assertThat(failure(() -> access().createKey(viewer.clone().setExpiresNanos(1).build())))
        .isEqualTo("KEY_EXPIRED_AT_BIRTH");
    assertThat(failure(() -> access().createKey(viewer.clone().clearRole().build())))
        .isEqualTo("KEY_ROLE_UNKNOWN");
    assertThat(failure(() -> access().revokeKey(named("nobody")))).isEqualTo("KEY_NOT_FOUND");
  }

  @Test
  void aSessionStandsForAKeyWithoutItsSecret() {
    var made = create(KeyRole.KEY_ROLE_VIEWER);
    var bySession = CheckKeyRequest.newBuilder().setId(made.getKey().getId()).build();

    assertThat(access().checkKey(bySession).getKey().getRole()).isEqualTo(KeyRole.KEY_ROLE_VIEWER);
  }

  private CreateKeyResponse create(KeyRole role) {
    return access().createKey(request(role).build());
  }

  private static CreateKeyRequest.Builder request(KeyRole role) {
    return CreateKeyRequest.newBuilder().setName("k-" + UUID.randomUUID()).setRole(role);
  }

  private static RevokeKeyRequest named(String idOrName) {
    return RevokeKeyRequest.newBuilder().setKey(idOrName).build();
  }

  private ApiKey listed(String id) {
    return access().listKeys(ListKeysRequest.getDefaultInstance()).getKeysList().stream()
        .filter(key -> key.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void list(String secret) {
    SnapshotServiceGrpc.newBlockingStub(channel(secret))
        .listSnapshots(ListSnapshotsRequest.getDefaultInstance());
  }

  private String refusal(String secret) {
    var failure = catchThrowable(() -> list(secret));
    assertThat(failure).isNotNull();
    var status = Status.fromThrowable(failure);
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    return String.valueOf(status.getDescription());
  }

  private static String failure(Runnable call) {
    AppException told = ErrorMapper.fromStatus(catchThrowable(call::run));
    return told.code();
  }

  private AccessServiceBlockingStub access() {
    return access(GuardedProfile.PART);
  }

  private AccessServiceBlockingStub access(String secret) {
    return AccessServiceGrpc.newBlockingStub(channel(secret));
  }

  private ManagedChannel channel(String secret) {
    var channel = Channels.open("127.0.0.1:" + address.getPort(), secret);
    channels.add(channel);
    return channel;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
