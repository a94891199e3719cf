// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.responder.book.Choice.How;
import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.diff.Comparison.Learnt;
import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.rewrite.Messages;
import dev.reprise.traffic.rewrite.Substitution;
import dev.reprise.traffic.signature.Nearest;
import dev.reprise.traffic.snapshot.OutboundEntry;
import dev.reprise.traffic.snapshot.RecordedCall;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.traffic.snapshot.SnapshotManifest.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The recorded calls of a snapshot, as answers to live ones.
 *
 * <p><b>Threads:</b> thread-safe; does not wait for anything but the disk.
 *
 * <p><b>Bounds:</b> the index lies in the mapped snapshot; what is kept of signatures with several
 * recorded calls takes 24 bytes a call, once one of them was asked for. Calls and signatures asked
 * for last are kept in a sixth of the heap.
 */
public final class MockBook {

  private static final int NEAREST_SHOWN = 3;

  /** Is told what live requests teach. */
  @FunctionalInterface
  public interface Listener {
    /**
     * What is new.
     *
     * @param session as the generator names the walk; empty where it is not known
     */
    void learnt(String session, List<Learnt> learnt);
  }

  private final SnapshotFile snapshot;
  private final Walks walks;
  private final Listener listener;
  private final KnownSignatures signatures;
  private final RecordedMocks mocks;
  private final SessionTrail trail = new SessionTrail();
  private final Map<Long, Alike> alike = new ConcurrentHashMap<>();
  private final Map<String, Slice> slices;
  private final LongAdder bound = new LongAdder();

  private MockBook(SnapshotFile snapshot, Walks walks, Listener listener) {
    this.snapshot = snapshot;
    this.walks = walks;
    this.listener = listener;
    this.signatures = new KnownSignatures(snapshot.manifest().rules());
    this.mocks = new RecordedMocks(snapshot);
    this.slices =
        snapshot.manifest().slices().stream()
            .filter(slice -> slice.direction() == Direction.OUT)
            .collect(Collectors.toUnmodifiableMap(Slice::host, slice -> slice, (one, _) -> one));
  }

  /**
   * For a run in which the recording is walked through once, or nobody walks.
   *
   * @param walk as the generator names it
   */
  public static MockBook ofOneWalk(SnapshotFile snapshot, String walk, Listener listener) {
    return new MockBook(snapshot, Walks.single(walk), listener);
  }

  /** For a run in which the recording is walked through many times. */
  public static MockBook ofManyWalks(SnapshotFile snapshot, Listener listener) {
    return new MockBook(snapshot, Walks.several(), listener);
  }

  /** What was found for a call. */
  public sealed interface Finding {
    /** In 16 hexadecimal digits. */
    String signature();
  }

  /**
   * A recorded call.
   *
   * @param how {@code exact}, {@code order} or {@code reused}
   * @param answer with the values of this run; null where none was recorded
   */
  public record Match(
      String signature, RecordedCall recorded, String how, @Nullable Response answer)
      implements Finding {}

  /**
   * Nothing like it was recorded.
   *
   * @param isSwitchedOff whether the host was recorded, but its slice of the snapshot is not
   *     enabled
   * @param nearest recorded calls of the same host, the nearest first
   */
  public record Miss(String signature, boolean isSwitchedOff, List<Near> nearest)
      implements Finding {

    /** Copies the list. */
    public Miss {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * A recorded call that is not quite the one.
   *
   * @param likeness from 0 to 1
   */
  public record Near(
      RecordedCall recorded, double likeness, List<Nearest.FieldDifference> differences) {

    /** Copies the list. */
    public Near {
      differences = List.copyOf(differences);
    }
  }

  /** Finds the answer to a call. */
  public Finding find(Request request) {
    var call = LiveCall.of(request, signatures.of(request));
    var candidates = snapshot.candidates(call.signature().hash());
    if (candidates.isEmpty()) {
      return miss(call);
    }
    var marks = call.marks();
    var walk = walks.of(marks);
    var choice = choose(call, walk, marks, candidates);
    var mock = mocks.of(choice.entry());
    var recorded = mock.recorded();
    if (choice.how() != How.REUSED) {
      trail.note(marks, choice.entry().session());
    }
    var own = learn(call, walk, mock, choice.how());
    return new Match(
        call.signature().id(),
        recorded,
        choice.how().word(),
        recorded
            .pair()
            .response()
            .map(answer -> written(answer, recorded, walk, own))
            .orElse(null));
  }

  /** Takes what the generator has learnt. */
  public void learn(String session, String recorded, String live) {
    walks.learn(session, recorded, live);
  }

  /** How many values live requests have taught. */
  public long bound() {
    return bound.sum();
  }

  /** The recorded service that calls a host, as far as the snapshot knows. */
  public String serviceOf(String authority) {
    var slice = slices.get(authority);
    return slice == null ? snapshot.manifest().contents().service() : slice.service();
  }

  private Choice choose(
      LiveCall call, Walk walk, List<String> marks, List<OutboundEntry> candidates) {
    return candidates.size() == 1
        ? new Choice(candidates.getFirst(), How.EXACT)
        : walk.choose(
            call,
            alike.computeIfAbsent(call.signature().hash(), _ -> new Alike(candidates)),
            trail.find(marks),
            mocks);
  }

  /**
   * Binds what the request teaches. A value that has become something else before keeps that where
   * the recorded call was only the next in order, and then this answer alone goes its own way.
   */
  private ValueMap learn(LiveCall call, Walk walk, Mock mock, How how) {
    var own = new ValueMap();
    var news = new ArrayList<Learnt>();
    for (Learnt value : mock.alignment().learn(call.request())) {
      var before = walk.values().live(value.recorded()).orElse(value.live());
      boolean other = !before.equals(value.live());
      if (other) {
        own.bind(value.recorded(), value.live());
      }
      if (!(other && how == How.ORDER)
          && walks.bind(walk, value.recorded(), value.live())
          && !value.recorded().equals(value.live())) {
        news.add(value);
      }
    }
    if (!news.isEmpty()) {
      bound.add(news.size());
      listener.learnt(walk.name(), List.copyOf(news));
    }
    return own;
  }

  private static Response written(Response answer, RecordedCall recorded, Walk walk, ValueMap own) {
    if (own.size() == 0 && walk.values().size() == 0) {
      return answer;
    }
    var first = Messages.rewrite(answer, new Substitution(recorded.uses(), own));
    return Messages.rewrite(first, new Substitution(recorded.uses(), walk.values()));
  }

  private Miss miss(LiveCall call) {
    var request = call.request();
    var endpoint = EndpointTemplates.of(request.method(), request.path());
    var nearest = new ArrayList<Near>();
    for (var match :
        snapshot.nearest(call.signature(), request.authority(), endpoint, NEAREST_SHOWN)) {
      nearest.add(new Near(snapshot.read(match.recorded()), match.likeness(), match.differences()));
    }
    var slice = slices.get(request.authority());
    return new Miss(call.signature().id(), slice != null && !slice.enabled(), nearest);
  }
}
