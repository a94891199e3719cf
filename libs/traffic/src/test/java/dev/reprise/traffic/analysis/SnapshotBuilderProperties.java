// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.pair.RRPair;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SnapshotBuilderProperties {

  @Property(tries = 20)
  void theSameSelectionGivesTheSameBytesInWhateverOrderItArrived(
      @ForAll @IntRange(min = 1, max = 40) int sessions, @ForAll long seed) throws IOException {
    var pairs = Shop.record(seed, sessions);
    var shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));
    var directory = Files.createTempDirectory("same-bytes");
    var one = directory.resolve("one");
    var other = directory.resolve("other");

    var first = SnapshotBuilder.build(pairs, one);
    var second = SnapshotBuilder.build(shuffled, other);

    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(Files.mismatch(one, other)).isEqualTo(-1);
    Files.delete(one);
    Files.delete(other);
    Files.delete(directory);
  }

  @Example
  void aSelectionThatChangesBetweenThePassesIsRefusedAndLeavesNothing() throws IOException {
    var directory = Files.createTempDirectory("changing");
    var pairs = Shop.record(1, 2).stream().sorted(RRPair.ORDER).toList();
    var asked = new AtomicInteger();
    var builder = new SnapshotBuilder(Limits.DEFAULT, SnapshotBuilder.Progress.NONE);

    assertThatThrownBy(() ->
            builder.build(
                () -> pairs.stream().skip(asked.getAndIncrement()), directory.resolve("none")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed");
    assertThat(directory).isEmptyDirectory();
    Files.delete(directory);
  }
}
