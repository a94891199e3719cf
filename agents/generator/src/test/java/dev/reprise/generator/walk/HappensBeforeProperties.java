// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.generator.Recorded;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against the rule as it is written down, applied to all that is open. */
class HappensBeforeProperties {

  /** A recorded request: how long after the one before it, for how long, in which session. */
  private record Shape(int gap, int took, int session) {}

  @Provide
  Arbitrary<List<RecordedRequest>> recordings() {
    var shapes =
        Combinators.combine(
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(-1, 6),
                Arbitraries.integers().between(-1, 2))
            .as(Shape::new);
    return shapes.list().ofMaxSize(30).map(HappensBeforeProperties::recording);
  }

  private static List<RecordedRequest> recording(List<Shape> shapes) {
    var requests = new ArrayList<RecordedRequest>();
    long start = 1;
    for (Shape shape : shapes) {
      start += shape.gap();
      long end = shape.took() < 0 ? 0 : start + shape.took(); // 0: never answered
      requests.add(Recorded.request(requests.size(), shape.session(), start, end));
    }
    return requests;
  }

  @Property
  void letsGoExactlyThoseThatNothingHoldsUp(
      @ForAll("recordings") List<RecordedRequest> requests,
      @ForAll boolean global,
      @ForAll long seed) {
    var order = global ? HappensBefore.global() : HappensBefore.bySession();
    var random = new Random(seed);
    var open = new LinkedHashSet<Step>();
    var gone = new HashSet<Step>();
    var toAdd = new ArrayList<>(requests);

    while (!toAdd.isEmpty() || !open.isEmpty()) {
      List<Step> free = new ArrayList<>();
      var mayBeAnswered = open.stream().filter(gone::contains).toList();
      if (!toAdd.isEmpty() && (mayBeAnswered.isEmpty() || random.nextBoolean())) {
        var step = new Step(toAdd.removeFirst(), 0);
        open.add(step);
        if (order.add(step)) {
          free.add(step);
        }
      } else {
        var answered = mayBeAnswered.get(random.nextInt(mayBeAnswered.size()));
        open.remove(answered);
        free.addAll(order.answered(answered, 7));
        assertThat(free).allMatch(step -> step.freeNanos() == 7);
      }

      assertThat(free).isEqualTo(thatNothingHoldsUp(open, gone, global));
      assertThat(order.open()).isEqualTo(open.size());
      gone.addAll(free);
    }
  }

  private static List<Step> thatNothingHoldsUp(Set<Step> open, Set<Step> gone, boolean global) {
    var free = new ArrayList<Step>();
    var before = new ArrayList<Step>();
    for (Step step : open) {
      boolean isFree = before.stream().noneMatch(earlier -> holdsUp(earlier, step, global));
      if (isFree && !gone.contains(step)) {
        free.add(step);
      }
      before.add(step);
    }
    return free;
  }

  private static boolean holdsUp(Step earlier, Step step, boolean global) {
    var one = earlier.recorded().session();
    var other = step.recorded().session();
    boolean related = global || !one.isKnown() || !other.isKnown() || one.equals(other);
    return related && earlier.recordedEndNanos() <= step.recordedStartNanos();
  }
}
