// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.analysis.Recording;
import dev.reprise.traffic.analysis.Shop;
import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.rules.RulesJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

  @TempDir Path directory;

  private Path artifact;
  private SnapshotWriter.Written written;

  @BeforeEach
  void build() throws IOException {
    artifact = directory.resolve("shop.snapshot");
    written = SnapshotBuilder.build(Shop.record(1, 4), artifact);
  }

  @Test
  void theManifestReadsBackWithItsRules() throws IOException {
    try (var file = SnapshotFile.open(artifact)) {
      assertThat(file.manifest()).isEqualTo(written.manifest());
      var rules = file.manifest().rules();
      assertThat(rules).isNotEqualTo(ReplayRules.NONE);
      assertThat(RulesJson.read(RulesJson.write(rules))).isEqualTo(rules);
    }
  }

  @Test
  void aFileThatIsCutShortOrNoSnapshotIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(artifact);
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      var cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> SnapshotFile.open(cut))
          .isInstanceOfSatisfying(
              AppException.class,
              failure -> assertThat(failure.code()).isEqualTo("SNAPSHOT_DAMAGED"));
    }
  }

  @Test
  void everySingleDamagedByteOfTheManifestIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(artifact);
    int at = whole.length - Layout.TRAILER_BYTES - 20; // in the manifest's frame
    whole[at] ^= 0x55;
    var damaged = Files.write(directory.resolve("damaged"), whole);

    assertThatThrownBy(() -> SnapshotFile.open(damaged)).isInstanceOf(AppException.class);
  }

  @Test
  void aSliceThatIsOffGivesNoPairs() throws IOException {
    var switched = directory.resolve("switched.snapshot");
    SliceSwitch.apply(artifact, switched, List.of(), List.of("out:" + Shop.PAYMENT, "in:shop"));

    try (var file = SnapshotFile.open(switched)) {
      assertThat(file.inbound()).isEmpty();
      assertThat(file.mocks(Shop.PAYMENT)).isFalse();
      assertThat(file.mocks(Shop.INVENTORY)).isTrue();
      assertThat(file.outbound())
          .allSatisfy(entry -> {
            var host = file.manifest().outbound().get(entry.endpoint()).host();
            assertThat(file.candidates(entry.signature()).isEmpty())
                .isEqualTo(host.equals(Shop.PAYMENT));
          });
    }
  }

  @Test
  void onlyTheChosenSlicesAreOnWhateverWasOnBefore() throws IOException {
    var off = directory.resolve("off.snapshot");
    var chosen = directory.resolve("chosen.snapshot");
    SliceSwitch.apply(artifact, off, List.of(), List.of("in:shop"));

    SliceSwitch.only(off, chosen, List.of("in:shop", "out:" + Shop.PAYMENT));

    try (var file = SnapshotFile.open(chosen)) {
      assertThat(file.inbound()).isNotEmpty();
      assertThat(file.mocks(Shop.PAYMENT)).isTrue();
      assertThat(file.mocks(Shop.INVENTORY)).isFalse();
    }
    assertThatThrownBy(() -> SliceSwitch.only(off, chosen, List.of("in:nobody")))
        .isInstanceOf(AppException.class);
  }

  @Test
  void theFirstCallerIsTheRequestThatWasOpenWhenTheServiceCalled() throws IOException {
    var recording = new Recording("shop", 1_780_000_000_000_000_000L);
    recording.in("GET /silent").answers(200, "{}");
    recording.out("config.test", "GET /settings").answers(200, "{}"); // of its own accord
    recording.in("GET /silent").answers(200, "{}");
    var caller = recording.in("POST /orders");
    recording.out("payment.test", "POST /charges").answers(201, "{}");
    var called = caller.answers(201, "{}");
    var later = recording.in("POST /refunds");
    recording.out("refund.test", "POST /refunds").answers(201, "{}");
    var refunded = later.answers(201, "{}");
    var plain = directory.resolve("plain");
    SnapshotBuilder.build(recording.pairs(), plain);

    assertThat(calls(plain)).isEqualTo(new RecordedCalls(3, Optional.of(called.id())));
    assertThat(calls(without(plain, "out:payment.test")))
        .isEqualTo(new RecordedCalls(2, Optional.of(refunded.id())));
    assertThat(calls(without(plain, "out:payment.test", "out:refund.test")))
        .isEqualTo(new RecordedCalls(1, Optional.empty()));
    assertThat(calls(without(plain, "in:shop"))).isEqualTo(new RecordedCalls(3, Optional.empty()));
    assertThat(calls(without(plain, "out:config.test", "out:payment.test", "out:refund.test")))
        .isEqualTo(RecordedCalls.NONE);
  }

  @Test
  void anotherServicesRequestMadeNoCallOfThisOne() throws IOException {
    var shop = new Recording("shop", 1_780_000_000_000_000_000L);
    var other = new Recording("billing", 1_780_000_000_000_000_000L);
    var open = shop.in("GET /slow");
    other.out("bank.test", "POST /transfers").answers(201, "{}");
    other.in("POST /invoices").answers(201, "{}");
    other.in("POST /invoices").answers(201, "{}");
    open.answers(200, "{}");
    var pairs = new ArrayList<>(shop.pairs());
    other.pairs().forEach(pair -> pairs.add(ofCapture("cap-2", pair)));
    var plain = directory.resolve("plain");
    SnapshotBuilder.build(pairs, plain);

    assertThat(calls(plain)).isEqualTo(new RecordedCalls(1, Optional.empty()));
  }

  private Path without(Path whole, String... slices) throws IOException {
    var target = directory.resolve(String.join("+", slices).replace(':', '-'));
    SliceSwitch.apply(whole, target, List.of(), List.of(slices));
    return target;
  }

  private static RecordedCalls calls(Path path) throws IOException {
    try (var file = SnapshotFile.open(path)) {
      return file.calls();
    }
  }

  private static RRPair ofCapture(String captureId, RRPair pair) {
    return new RRPair(
        new PairId(captureId, pair.id().sequence()),
        pair.origin(),
        pair.direction(),
        pair.connection(),
        pair.request(),
        pair.answer(),
        pair.timing(),
        pair.notes(),
        pair.facts());
  }

  @Test
  void switchingASliceOffAndOnAgainGivesTheSameBytes() throws IOException {
    var off = directory.resolve("off.snapshot");
    var on = directory.resolve("on.snapshot");

    SliceSwitch.apply(artifact, off, List.of(), List.of("in:shop"));
    var again = SliceSwitch.apply(off, on, List.of("in:shop"), List.of());

    assertThat(again.sha256()).isEqualTo(written.sha256());
    assertThat(on).hasSameBinaryContentAs(artifact);
  }

  @Test
  void aPairOutOfOrderIsRefused() throws IOException {
    var pairs = Shop.record(1, 1);
    try (var writer = SnapshotWriter.create(directory.resolve("disorder"))) {
      writer.add(new RecordedRequest(pairs.get(0), Session.NONE, List.of()));

      assertThatThrownBy(
              () -> writer.add(new RecordedRequest(pairs.get(0), Session.NONE, List.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("total order");
    }
  }
}
