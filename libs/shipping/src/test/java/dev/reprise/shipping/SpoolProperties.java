// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.traffic.v1.Gap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SpoolProperties {

  /** However a file was cut, what is read is a prefix of what was written. */
  @Property(tries = 200)
  void aTornTailIsCutAndNothingBeforeIt(
      @ForAll @IntRange(min = 1, max = 20) int batches,
      @ForAll @IntRange(max = 400) int cutBytes,
      @ForAll boolean garbled)
      throws IOException {
    var root = Files.createTempDirectory("spool");
    var folder = SpoolFolder.create(root, new Capture("c", "shop", "test"));
    try (var spool = Spool.open(folder, settings(root, 1 << 20))) {
      for (int i = 1; i <= batches; i++) {
        assertThat(spool.append(batch(i))).isPresent();
      }
    }
    damage(folder.files(".seg").getLast(), cutBytes, garbled);

    List<Long> read;
    try (var spool = Spool.open(folder, settings(root, 1 << 20))) {
      read = readAll(spool);
      assertThat(spool.isRead()).isTrue();
    }

    assertThat(read).isSubsetOf(numbers(batches)).isSorted();
    assertThat(read).isEqualTo(numbers(read.size()));
    folder.delete();
    Files.delete(root);
  }

  /** Appends, reads and releases in any interleaving: the order stays, and the bound holds. */
  @Property(tries = 300)
  void keepsOrderAndBoundUnderAnyInterleaving(
      @ForAll @Size(max = 120) List<@IntRange(max = 2) Integer> steps) throws IOException {
    var root = Files.createTempDirectory("spool");
    var folder = SpoolFolder.create(root, new Capture("c", "shop", "test"));
    var read = new ArrayList<Long>();
    int written = 0;
    var unreleased = new ArrayList<Spool.Place>();
    try (var spool = Spool.open(folder, settings(root, 2000))) {
      for (int step : steps) {
        switch (step) {
          case 0 -> written += spool.append(batch(written + 1)).isPresent() ? 1 : 0;
          case 1 ->
              spool
                  .next()
                  .ifPresent(found -> {
                    read.add(found.batch().getGaps(0).getSequence());
                    unreleased.add(found.end());
                  });
          default -> {
            if (!unreleased.isEmpty()) {
              spool.release(unreleased.removeFirst());
            }
          }
        }
        assertThat(spool.bytes()).isBetween(0L, 2000L);
      }
      read.addAll(readAll(spool));
    }

    assertThat(read).isEqualTo(numbers(written));
    folder.delete();
    Files.delete(root);
  }

  private static void damage(Path file, int bytes, boolean garbled) throws IOException {
    long size = Files.size(file);
    long at = Math.max(8, size - bytes);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      if (garbled && at < size) {
        access.seek(at);
        int old = access.read();
        access.seek(at);
        access.write(old ^ 0x55);
      } else {
        access.setLength(at);
      }
    }
  }

  private static List<Long> readAll(Spool spool) throws IOException {
    var read = new ArrayList<Long>();
    for (var found = spool.next(); found.isPresent(); found = spool.next()) {
      read.add(found.get().batch().getGaps(0).getSequence());
    }
    return read;
  }

  private static List<Long> numbers(int count) {
    return java.util.stream.LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static Batch batch(int number) {
    return Batch.newBuilder()
        .addGaps(Gap.newBuilder().setCaptureId("c").setSequence(number).setReason("x".repeat(40)))
        .build();
  }

  private static SpoolSettings settings(Path root, long maxBytes) {
    return new SpoolSettings(root, maxBytes, 300, Fsync.NEVER);
  }
}
