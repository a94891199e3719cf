// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc.IngestServiceStub;
import io.grpc.ManagedChannel;

/**
 * The way to ingest-service that the streams of one process share.
 *
 * @param channel whose owner shuts it down
 */
record Line(ManagedChannel channel) {

  /**
   * Opens a stream, trying to connect at once: the courier's back-off is the only one, and the
   * channel's own would add up to two minutes to it.
   */
  PushStream open(Capture capture, Runnable wake) {
    channel.resetConnectBackoff();
    IngestServiceStub stub = IngestServiceGrpc.newStub(channel);
    return PushStream.open(stub, capture.hello(), wake);
  }
}
