// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotRequest;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.snapshot.SnapshotFile;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(value = SnapshotTestResource.class, restrictToAnnotatedClass = true)
class SnapshotServiceIT {

  private static final int SESSIONS = 8;

  @TestHTTPResource URI address;

  private FakeQueryService query;
  private Path store;
  private ManagedChannel channel;
  private SnapshotServiceBlockingStub snapshots;

  void use(FakeQueryService fake, Path directory) {
    query = fake;
    store = directory;
  }

  @BeforeEach
  void connect() {
    query.clear();
    query.store(Pairs.of(SESSIONS));
    channel = Channels.open("127.0.0.1:" + address.getPort(), "");
    snapshots = SnapshotServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void buildsASnapshotAndTellsItsProgress() {
    var progress = new ArrayList<SnapshotProgress>();
    snapshots.createSnapshot(create("told", "")).forEachRemaining(progress::add);

    assertThat(progress)
        .extracting(SnapshotProgress::getStage)
        .startsWith("reading")
        .contains("analysing", "writing")
        .endsWith("done");
    var snapshot = progress.getLast().getSnapshot();
    assertThat(snapshot.getName()).isEqualTo("told");
    assertThat(snapshot.getVersion()).isEqualTo(1);
    assertThat(snapshot.getInboundPairs()).isEqualTo(2L * SESSIONS);
    assertThat(snapshot.getOutboundPairs()).isEqualTo(SESSIONS);
    assertThat(snapshot.getSlicesList())
        .extracting(Slice::getKey)
        .containsExactly("in:shop", "out:stock.test");
    assertThat(snapshot.getTokensList())
        .anySatisfy(token ->
            assertThat(token.getProducer()).isEqualTo("POST /login response.body.$.token"));
    assertThat(snapshots.getSnapshot(get("told", 0))).isEqualTo(snapshot);
  }

  @Test
  void pinsTheSelectionToTheWatermarkForBothPasses() {
    build("pinned");

    assertThat(query.asked())
        .hasSize(2)
        .allSatisfy(selection ->
            assertThat(selection.getWatermark().getOffsetsMap())
                .containsEntry(0, 41L)
                .containsEntry(3, 7L));
  }

  @Test
  void theSameSelectionGivesTheSameBytesInWhateverOrderItArrived() {
    var first = build("same-one");
    query.clear();
    var shuffled = new ArrayList<>(Pairs.of(SESSIONS));
    Collections.shuffle(shuffled, new Random(7));
    query.store(shuffled);

    var second = build("same-two");

    assertThat(second.getDigest()).isEqualTo(first.getDigest());
    assertThat(download("same-two")).isEqualTo(download("same-one"));
  }

  @Test
  void theDownloadIsTheArtifactOfTheDigest(@TempDir Path directory) throws Exception {
    var snapshot = build("loaded");

    byte[] bytes = download("loaded");

    var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(snapshot.getDigest());
    assertThat(bytes).hasSize((int) snapshot.getSizeBytes());
    var file = Files.write(directory.resolve("loaded.snapshot"), bytes);
    try (var read = SnapshotFile.open(file)) {
      assertThat(read.inbound().map(recorded -> recorded.pair().id()))
          .containsExactlyElementsOf(
              Pairs.of(SESSIONS).stream()
                  .filter(pair -> pair.direction() == Direction.IN)
                  .map(RRPair::id)
                  .toList());
    }
  }

  @Test
  void aLargeArtifactComesInChunks() {
    query.clear();
    query.store(Pairs.withLargeBodies(40));
    var snapshot = build("large");
    var sizes = new ArrayList<Integer>();

    snapshots
        .downloadSnapshot(DownloadSnapshotRequest.newBuilder().setName("large").build())
        .forEachRemaining(part -> sizes.add(part.getChunk().size()));

    assertThat(sizes).hasSizeGreaterThan(3).allMatch(size -> size <= 1024 * 1024);
    assertThat(sizes.stream().mapToLong(Integer::longValue).sum())
        .isEqualTo(snapshot.getSizeBytes());
  }

  @Test
  void aNameThatIsTakenIsRefusedAndTheSnapshotStays() {
    var snapshot = build("taken");

    assertFails(() -> build("taken"), "SNAPSHOT_EXISTS");

    assertThat(snapshots.getSnapshot(get("taken", 0))).isEqualTo(snapshot);
  }

  @Test
  void anEmptySelectionIsRefusedAndNamesTheFilter() {
    assertThatThrownBy(() -> last(() -> snapshots.createSnapshot(create("empty", "nothing"))))
        .satisfies(failure -> {
          var told = ErrorMapper.fromStatus(failure);
          assertThat(told.code()).isEqualTo("SNAPSHOT_EMPTY");
          assertThat(told).hasMessageContaining("'empty'").hasMessageContaining("filter 'nothing'");
          assertThat(told.remedy()).isNotEmpty();
        });
    assertFails(() -> snapshots.getSnapshot(get("empty", 0)), "SNAPSHOT_NOT_FOUND");
  }

  @Test
  void aBadFilterIsTheAnswerOfQueryService() {
    assertFails(
        () -> last(() -> snapshots.createSnapshot(create("filtered", "colour = 1"))),
        "FILTER_INVALID");
  }

  @Test
  void badNamesAndRangesAndPagesAreRefused() {
    for (String name : List.of("", "Shop", "a b", "-a", "a-", "x".repeat(64), "a/../b")) {
      assertFails(() -> build(name), "SNAPSHOT_NAME_INVALID");
    }
    var backwards =
        CreateSnapshotRequest.newBuilder().setName("back").setFromNanos(9).setToNanos(3).build();
    assertFails(() -> last(() -> snapshots.createSnapshot(backwards)), "TIME_RANGE_INVALID");
    assertFails(
        () -> snapshots.listSnapshots(ListSnapshotsRequest.newBuilder().setPageSize(1001).build()),
        "PAGE_SIZE_INVALID");
    assertFails(
        () -> snapshots.listSnapshots(ListSnapshotsRequest.newBuilder().setCursor("?").build()),
        "CURSOR_INVALID");
  }

  @Test
  void whatIsMissingIsSaidToBe() {
    build("there");

    assertFails(() -> snapshots.getSnapshot(get("missing", 0)), "SNAPSHOT_NOT_FOUND");
    assertFails(() -> snapshots.getSnapshot(get("there", 2)), "SNAPSHOT_NOT_FOUND");
    assertFails(() -> download("missing"), "SNAPSHOT_NOT_FOUND");
    assertFails(
        () ->
            snapshots.deleteSnapshot(DeleteSnapshotRequest.newBuilder().setName("missing").build()),
        "SNAPSHOT_NOT_FOUND");
    assertFails(
        () ->
            last(() ->
                snapshots.refreshSnapshot(
                    RefreshSnapshotRequest.newBuilder().setName("missing").build())),
        "SNAPSHOT_NOT_FOUND");
  }

  @Test
  void switchingASliceMakesANewVersionAndTheOldOneStays() {
    var first = build("switched");

    var second =
        last(() ->
            snapshots.setSlices(
                SetSlicesRequest.newBuilder()
                    .setName("switched")
                    .addDisable("out:stock.test")
                    .build()));

    assertThat(second.getVersion()).isEqualTo(2);
    assertThat(second.getSlicesList())
        .extracting(Slice::getKey, Slice::getEnabled)
        .contains(tuple("out:stock.test", false));
    assertThat(snapshots.getSnapshot(get("switched", 1))).isEqualTo(first);
    assertFails(
        () ->
            last(() ->
                snapshots.setSlices(
                    SetSlicesRequest.newBuilder()
                        .setName("switched")
                        .addEnable("out:nobody")
                        .build())),
        "SLICE_NOT_FOUND");
  }

  @Test
  void refreshingCutsTheNextVersionFromNewerTrafficByTheSameRule() {
    build("fresh");
    query.store(Pairs.later(3));

    var second =
        last(() ->
            snapshots.refreshSnapshot(
                RefreshSnapshotRequest.newBuilder().setName("fresh").build()));

    assertThat(second.getVersion()).isEqualTo(2);
    assertThat(second.getInboundPairs()).isEqualTo(6);
    assertFails(
        () ->
            last(() ->
                snapshots.refreshSnapshot(
                    RefreshSnapshotRequest.newBuilder().setName("fresh").build())),
        "SNAPSHOT_EMPTY");
  }

  @Test
  void deletingRemovesTheArtifactOnlyWhenNoVersionNeedsIt() throws IOException {
    var first = build("twin-one");
    build("twin-two");
    var artifact =
        store.resolve(first.getDigest().substring(0, 2)).resolve(first.getDigest() + ".snapshot");

    assertThat(delete("twin-one")).isEqualTo(1);
    boolean stays = Files.exists(artifact);
    // Other tests build from the same pairs, so their versions hold the artifact too.
    for (Snapshot other : list()) {
      if (other.getDigest().equals(first.getDigest())) {
        delete(other.getName());
      }
    }

    assertThat(stays).isTrue();
    assertThat(artifact).doesNotExist();
    assertThat(build("twin-one").getVersion()).isEqualTo(2);
  }

  @Test
  void listsAllVersionsPageByPage() {
    build("page-a");
    build("page-b");
    query.store(Pairs.later(1));
    last(() ->
        snapshots.refreshSnapshot(RefreshSnapshotRequest.newBuilder().setName("page-a").build()));

    assertThat(list())
        .filteredOn(snapshot -> snapshot.getName().startsWith("page-"))
        .extracting(snapshot -> snapshot.getName() + "/" + snapshot.getVersion())
        .containsExactly("page-a/2", "page-a/1", "page-b/1");
  }

  @Test
  void cancellingStopsTheBuildAndLeavesNothing() throws Exception {
    try (var call = Context.current().withCancellation()) {
      call.call(() -> {
        var progress = snapshots.createSnapshot(create("gone", "endless"));
        while (!progress.next().getStage().equals("analysing")) {
          // goes on to the first pass
        }
        return "";
      });
      call.cancel(null);
    }

    assertThat(query.cancelled().await(20, TimeUnit.SECONDS)).isTrue();
    assertFails(() -> snapshots.getSnapshot(get("gone", 0)), "SNAPSHOT_NOT_FOUND");
    assertThat(store.resolve("staging")).isEmptyDirectory();
  }

  private static CreateSnapshotRequest create(String name, String filter) {
    return CreateSnapshotRequest.newBuilder().setName(name).setFilter(filter).build();
  }

  private static GetSnapshotRequest get(String name, int version) {
    return GetSnapshotRequest.newBuilder().setName(name).setVersion(version).build();
  }

  private Snapshot build(String name) {
    return last(() -> snapshots.createSnapshot(create(name, "")));
  }

  private static Snapshot last(Supplier<Iterator<SnapshotProgress>> call) {
    SnapshotProgress last = SnapshotProgress.getDefaultInstance();
    for (var each = call.get(); each.hasNext(); ) {
      last = each.next();
    }
    assertThat(last.getStage()).isEqualTo("done");
    return last.getSnapshot();
  }

  private byte[] download(String name) {
    var bytes = new ByteArrayOutputStream();
    snapshots
        .downloadSnapshot(DownloadSnapshotRequest.newBuilder().setName(name).build())
        .forEachRemaining(part -> bytes.writeBytes(part.getChunk().toByteArray()));
    return bytes.toByteArray();
  }

  private int delete(String name) {
    return snapshots
        .deleteSnapshot(DeleteSnapshotRequest.newBuilder().setName(name).build())
        .getVersionsDeleted();
  }

  private List<Snapshot> list() {
    var all = new ArrayList<Snapshot>();
    var cursor = "";
    do {
      var page =
          snapshots.listSnapshots(
              ListSnapshotsRequest.newBuilder().setPageSize(2).setCursor(cursor).build());
      all.addAll(page.getSnapshotsList());
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    return all;
  }

  private static void assertFails(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOf(StatusRuntimeException.class)
        .extracting(ErrorMapper::fromStatus)
        .extracting(AppException::code)
        .isEqualTo(code);
  }
}
