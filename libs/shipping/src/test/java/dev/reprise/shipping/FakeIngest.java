// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.ingest.v1.Batch;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import dev.reprise.proto.traffic.v1.Gap;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An ingest-service that keeps what it acknowledged, and misbehaves as told.
 *
 * <p>Like the real log it takes a sequence once: what comes again is counted, and what comes out of
 * order is a fault of the shipper, which {@link #faults} lists.
 */
final class FakeIngest implements AutoCloseable {

  private static final int CREDITS = 4;

  private final TreeMap<String, TreeMap<Long, String>> kept = new TreeMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<StreamObserver<PushResponse>> held = new ArrayList<>();
  private final Server server;
  private final int port;
  private int breakAfterBatches = -1;
  private boolean loseAcks;
  private boolean holding;
  private @Nullable String refusedPath;
  private int streams;
  private int again;

  private FakeIngest(int wantedPort) {
    server = listen(wantedPort);
    port = server.getPort();
  }

  static FakeIngest start() {
    return new FakeIngest(0);
  }

  static FakeIngest startAt(String address) {
    return new FakeIngest(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  private Server listen(int wantedPort) {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort))
          .maxInboundMessageSize(Channels.MAX_MESSAGE_BYTES)
          .addService(new Service())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** From now on each stream breaks after so many batches, the last of them kept without an ack. */
  synchronized void breakStreamsAfter(int batches) {
    breakAfterBatches = batches;
    loseAcks = true;
  }

  synchronized void behave() {
    breakAfterBatches = -1;
    loseAcks = false;
    refusedPath = null;
  }

  /** Refuses a batch that holds the pair of this path. */
  synchronized void refuse(String path) {
    refusedPath = path;
  }

  /** Takes batches but answers none until {@link #letGo}. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void letGo() {
    holding = false;
    for (var stream : held) {
      stream.onNext(answer(highest()));
    }
    held.clear();
  }

  synchronized List<String> paths() {
    return kept.values().stream().flatMap(capture -> capture.values().stream()).toList();
  }

  synchronized List<String> captures() {
    return List.copyOf(kept.keySet());
  }

  synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized int again() {
    return again;
  }

  synchronized int streams() {
    return streams;
  }

  /** Everything kept with its sequence, gaps included. */
  synchronized List<Long> sequences() {
    return kept.values().stream().flatMap(capture -> capture.keySet().stream()).toList();
  }

  private long highest() {
    return kept.values().stream().mapToLong(TreeMap::lastKey).max().orElse(0);
  }

  private static PushResponse answer(long acked) {
    return PushResponse.newBuilder().setAckedSequence(acked).setCredits(CREDITS).build();
  }

  @Override
  public void close() {
    try {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Service extends IngestServiceGrpc.IngestServiceImplBase {
    @Override
    public StreamObserver<PushRequest> push(StreamObserver<PushResponse> answers) {
      return new Stream(answers);
    }
  }

  private final class Stream implements StreamObserver<PushRequest> {
    private final StreamObserver<PushResponse> answers;
    private String capture = "";
    private int batches;
    private boolean broken;

    Stream(StreamObserver<PushResponse> answers) {
      this.answers = answers;
    }

    @Override
    public void onNext(PushRequest request) {
      synchronized (FakeIngest.this) {
        if (broken) {
          return;
        }
        if (request.hasHello()) {
          streams++;
          capture = request.getHello().getCaptureId();
          answers.onNext(answer(0));
          return;
        }
        if (!take(request.getBatch())) {
          return;
        }
        if (++batches == breakAfterBatches) {
          broken = true;
          answers.onError(Status.UNAVAILABLE.withDescription("told to").asRuntimeException());
        } else if (holding) {
          held.add(answers);
        } else if (!loseAcks) {
          answers.onNext(answer(lastKey()));
        }
      }
    }

    private long lastKey() {
      return kept.getOrDefault(capture, new TreeMap<>()).lastKey();
    }

    private boolean take(Batch batch) {
      var log = kept.computeIfAbsent(capture, _ -> new TreeMap<>());
      long before = log.isEmpty() ? 0 : log.lastKey();
      var items = new TreeMap<Long, String>();
      for (var pair : batch.getPairsList()) {
        if (pair.getRequest().getTarget().equals(refusedPath)) {
          broken = true;
          answers.onError(Status.INVALID_ARGUMENT.withDescription("told to").asRuntimeException());
          return false;
        }
        items.put(pair.getId().getSequence(), pair.getRequest().getTarget());
      }
      for (var gap : batch.getGapsList()) {
        items.put(gap.getSequence(), "gap");
        gaps.add(gap);
      }
      for (var item : items.entrySet()) {
        if (item.getKey() <= before) {
          again++;
        } else {
          if (!log.isEmpty() && item.getKey() != log.lastKey() + 1) {
            faults.add(item.getKey() + " came after " + log.lastKey());
          }
          log.put(item.getKey(), item.getValue());
        }
      }
      return true;
    }

    @Override
    public void onError(Throwable failure) {
      broken = true;
    }

    @Override
    public void onCompleted() {
      answers.onCompleted();
    }
  }
}
