// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.warehouse.write.PairStore;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The protocol of docs/adr/0001 against models of the log, the coordinator and the warehouse in
 * which everything goes wrong that can: kills at every step, answers that are lost, inserts that
 * land late or in part, and owners that stand still while another takes over and then go on.
 */
class ExactlyOnceProperties {

  private static final BatchLimits LIMITS = new BatchLimits(7, 1_000);
  private static final PartitionName NAME = new PartitionName("topic", 0);

  @Property(tries = 3000)
  void everyRowIsInTheWarehouseExactlyOnce(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int oneIn) {
    var simulation = new Simulation(seed, oneIn, UnaryOperator.identity());

    simulation.run();

    simulation.check();
  }

  /** A proof that the simulation can fail: without its bound the mark swallows half a block. */
  @Example
  void theSimulationNoticesAHighWaterMarkThatIsNotBoundByTheBatch() {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < 2000; seed++) {
                var simulation =
                    new Simulation(seed, 10, store -> altered(store, "highestSequences", 1));
                simulation.run();
                simulation.check();
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  /** Another proof: without deduplication by token a repeated insert is there twice. */
  @Example
  void theSimulationNoticesATokenThatIsNotTheSameOnARepeat() {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < 2000; seed++) {
                var simulation = new Simulation(seed, 10, store -> altered(store, "insert", 0));
                simulation.run();
                simulation.check();
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  /** The same store, with an offset without bound or a token that never comes again. */
  private static PairStore altered(PairStore store, String method, int argument) {
    var count = new int[1];
    return (PairStore)
        Proxy.newProxyInstance(
            PairStore.class.getClassLoader(),
            new Class<?>[] {PairStore.class},
            (_, called, arguments) -> {
              if (called.getName().equals(method)) {
                arguments[argument] =
                    method.equals("insert") ? "token-" + count[0]++ : (Object) Long.MAX_VALUE;
              }
              try {
                return called.invoke(store, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static final class Simulation {
    private final Random random;
    private final ModelLog log;
    private final Mishaps mishaps;
    private final ModelGroup group;
    private final ModelWarehouse warehouse;
    private final PairStore store;
    private int depth;
    private long watermarkSeen = -1;

    Simulation(long seed, int oneIn, UnaryOperator<PairStore> alteration) {
      random = new Random(seed);
      log = new ModelLog(random, 1 + random.nextInt(3), 1 + random.nextInt(30));
      mishaps = new Mishaps(random, oneIn);
      group = new ModelGroup(mishaps);
      warehouse = new ModelWarehouse(mishaps);
      store = alteration.apply(warehouse);
      mishaps.onTakeover(this::anotherTakesOver);
    }

    void run() {
      for (int life = 0; life < 30; life++) {
        own(Integer.MAX_VALUE);
        warehouse.landLate();
      }
      mishaps.end();
      own(Integer.MAX_VALUE);
      warehouse.landLate();
    }

    /** One owner from assignment until it is killed, fenced, or has done so many batches. */
    private void own(int batches) {
      var commits = group.of(group.assign());
      var settings = new PartitionIntake.Settings(LIMITS, _ -> {}, IntakeMetrics.NONE);
      var intake = new PartitionIntake(NAME, group.committed(), commits, store, settings);
      try {
        intake.noteWhereItStands();
        var read = new ArrayDeque<LogRecord>();
        long next = intake.position();
        for (int done = 0; done < batches; done++) {
          next = fetch(read, next);
          if (!intake.take(read) && next > lastOffset()) {
            return;
          }
          checkWatermark();
        }
      } catch (Mishaps.Killed | FencedException _) {
        // The next owner goes on.
      }
    }

    /** Reads some more of the log, as a consumer's fetches would. */
    private long fetch(ArrayDeque<LogRecord> read, long from) {
      var waiting = log.from(from);
      int count = Math.min(waiting.size(), 1 + random.nextInt(5));
      read.addAll(waiting.subList(0, count));
      return count == 0 ? from : read.getLast().offset() + 1;
    }

    private long lastOffset() {
      return log.records.getLast().offset();
    }

    /** Nested in a step of the former owner, which then goes on as if nothing had happened. */
    private void anotherTakesOver() {
      if (depth < 2) {
        depth++;
        own(random.nextInt(4));
        depth--;
      }
    }

    /** Everything at or under the watermark is in, and stays as it is. */
    private void checkWatermark() {
      assertThat(warehouse.watermark).isGreaterThanOrEqualTo(watermarkSeen);
      watermarkSeen = warehouse.watermark;
      var due =
          log.records.stream()
              .filter(record -> record.offset() <= watermarkSeen)
              .flatMap(record -> record.pairs().stream())
              .map(pair -> pair.id().toString())
              .distinct()
              .toList();
      assertThat(warehouse.pairs.stream().map(row -> row.pair().id().toString())).containsAll(due);
    }

    void check() {
      assertThat(ids(warehouse.pairs.stream().map(row -> row.pair().id().toString()).toList()))
          .containsExactlyElementsOf(log.expectedPairs);
      assertThat(ids(warehouse.gaps.stream().map(row -> row.gap().id().toString()).toList()))
          .containsExactlyElementsOf(log.expectedGaps);
      assertThat(group.committed()).isEqualTo(new PartitionIntake.Start(lastOffset() + 1, ""));
      assertThat(warehouse.watermark).isEqualTo(lastOffset());
    }

    private static List<String> ids(Collection<String> all) {
      return all.stream().sorted().toList();
    }
  }
}
