// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.build;

import dev.reprise.snapshot.SnapshotConfig;
import dev.reprise.snapshot.meta.SnapshotCatalog;
import dev.reprise.snapshot.meta.SnapshotCatalog.Draft;
import dev.reprise.snapshot.store.ArtifactStore;
import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.snapshot.version.SnapshotName;
import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.analysis.Limits;
import dev.reprise.traffic.analysis.SnapshotBuilder;
import dev.reprise.traffic.analysis.SnapshotBuilder.Stage;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.snapshot.SliceSwitch;
import dev.reprise.traffic.snapshot.SnapshotWriter.Written;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Builds versions of snapshots, one call each.
 *
 * <p><b>Threads:</b> blocking; every method runs on the caller's thread, which must be none of an
 * event loop. How many may run at a time is the affair of {@link BuildRunner}.
 *
 * <p>A build that fails or is stopped leaves nothing: its file is staged, and becomes an artifact
 * in the same transaction that notes the version.
 */
@ApplicationScoped
public class SnapshotBuilds {

  private final Recordings recordings;
  private final SnapshotCatalog catalog;
  private final ArtifactStore store;
  private final Limits limits;

  SnapshotBuilds(
      Recordings recordings, SnapshotCatalog catalog, ArtifactStore store, SnapshotConfig config) {
    this.recordings = recordings;
    this.catalog = catalog;
    this.store = store;
    this.limits =
        new Limits(
            config.analysis().maxValues(),
            config.analysis().maxPlaces(),
            config.analysis().maxValuesPerMessage());
  }

  /**
   * Builds the first version of a name.
   *
   * @param by who asks for it, here and below
   */
  public SnapshotVersion create(
      String by, String name, SelectionRule rule, BuildProgress progress) {
    SnapshotName.require(name);
    requireTimeRange(rule);
    await(() -> catalog.requireNew(name));
    return build(new Order(by, name, rule, true), progress);
  }

  /**
   * Builds the next version from newer traffic by the rule of the newest one.
   *
   * @param fromNanos 0 begins where the newest version ended
   */
  public SnapshotVersion refresh(
      String by, String name, long fromNanos, long toNanos, BuildProgress progress) {
    var newest = await(() -> catalog.get(name, 0));
    long from = fromNanos == 0 ? endOf(newest) : fromNanos;
    var rule = newest.rule().during(from, toNanos);
    requireTimeRange(rule);
    return build(new Order(by, name, rule, false), progress);
  }

  /** Where a version ended: at the end of its range, or just after its last pair. */
  private static long endOf(SnapshotVersion version) {
    return version.rule().toNanos() != 0
        ? version.rule().toNanos()
        : version.artifact().summary().contents().lastNanos() + 1;
  }

  /**
   * What is to be built.
   *
   * @param by who asks for it
   * @param mustBeNew whether the name may have no version yet
   */
  private record Order(String by, String name, SelectionRule rule, boolean mustBeNew) {}

  private SnapshotVersion build(Order order, BuildProgress progress) {
    progress.at("reading", 0, 0);
    var selection = recordings.pin(order.rule());
    if (selection.pairs() == 0) {
      throw empty(order.name(), order.rule());
    }
    progress.at("reading", 0, selection.pairs());
    var builder =
        new SnapshotBuilder(
            limits, (stage, done) -> progress.at(nameOf(stage), done, selection.pairs()));
    return staged(path -> builder.build(() -> recordings.open(selection), path), order);
  }

  private static String nameOf(Stage stage) {
    return switch (stage) {
      case ANALYSING -> "analysing";
      case WRITING -> "writing";
    };
  }

  /**
   * Makes a version with other slices switched on.
   *
   * @param version 0 means the newest
   */
  public SnapshotVersion setSlices(
      String by,
      String name,
      int version,
      List<String> enable,
      List<String> disable,
      BuildProgress progress) {
    var base = await(() -> catalog.get(name, version));
    long pairs =
        base.artifact().summary().contents().inbound()
            + base.artifact().summary().contents().outbound();
    progress.at("writing", 0, pairs);
    return staged(
        path -> SliceSwitch.apply(store.local(base.artifact().digest()), path, enable, disable),
        new Order(by, name, base.rule(), false));
  }

  private interface Making {
    Written at(Path path) throws IOException;
  }

  private SnapshotVersion staged(Making making, Order order) {
    try {
      var path = store.stage();
      try {
        var written = making.at(path);
        var artifact =
            new SnapshotVersion.Artifact(written.sha256(), written.sizeBytes(), written.manifest());
        var draft = new Draft(order.name(), order.rule(), artifact, order.by());
        return await(() ->
            catalog.publish(
                draft, order.mustBeNew(), onWorker(() -> store.put(path, written.sha256()))));
      } finally {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the artifact of snapshot '" + order.name() + "' was not stored", e);
    }
  }

  /** Deletes versions, and their artifacts where no other version has the same. */
  public int delete(String name, int version) {
    var digests = await(() -> catalog.delete(name, version));
    digests.stream()
        .distinct()
        .forEach(
            digest -> await(() -> catalog.release(digest, onWorker(() -> store.delete(digest)))));
    return digests.size();
  }

  private interface StoreWork {
    void run() throws IOException;
  }

  /** Work on the store, off the event loop of the transaction that waits for it. */
  private static Supplier<Uni<Void>> onWorker(StoreWork work) {
    return () -> {
      Context context =
          Objects.requireNonNull(Vertx.currentContext(), "transactions run on a Vert.x context");
      return Uni.createFrom()
          .voidItem()
          .invoke(() -> {
            try {
              work.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
          .emitOn(command -> context.runOnContext(_ -> command.run()));
    };
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the catalog of snapshots did not answer", e);
    }
  }

  private static void requireTimeRange(SelectionRule rule) {
    if (rule.toNanos() != 0 && rule.fromNanos() >= rule.toNanos()) {
      throw new AppException(
          ErrorKind.USER,
          "TIME_RANGE_INVALID",
          "The time range from %d to %d ns holds nothing: it ends before it begins."
              .formatted(rule.fromNanos(), rule.toNanos()),
          "Give an end that is later than the start, or none.");
    }
  }

  private static AppException empty(String name, SelectionRule rule) {
    var filter = rule.filter().isEmpty() ? "no filter" : "filter '" + rule.filter() + "'";
    return new AppException(
        ErrorKind.USER,
        "SNAPSHOT_EMPTY",
        "Snapshot '%s' would have no RRPairs with %s in its time range, so there is nothing to replay."
            .formatted(name, filter),
        "Widen the filter or the time range, or record traffic first.");
  }
}
