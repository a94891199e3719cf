// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query;

import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceImplBase;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An orchestrator-service that starts nothing: its answer's message is what it was asked for. */
final class EchoingReplays extends ReplayServiceImplBase {

  private @Nullable Server server; // null until started

  /** Starts on any free port; gives where, as {@code host:port}. */
  String start() {
    try {
      var started =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(this)
              .build()
              .start();
      server = started;
      return "127.0.0.1:" + started.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a server", e);
    }
  }

  void stop() {
    var started = server;
    if (started != null) {
      started.shutdownNow();
    }
  }

  @Override
  public void startReplay(StartReplayRequest request, StreamObserver<Replay> caller) {
    caller.onNext(Replay.newBuilder().setId("r-1").setMessage(request.toString()).build());
    caller.onCompleted();
  }
}
