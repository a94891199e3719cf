// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads answers; is told when the request was a HEAD, whose answer has no body. */
final class ResponseDecoder extends HttpResponseDecoder {

  private static final int LINE_BYTES = 64 * 1024;
  private static final int HEAD_BYTES = 256 * 1024;
  private static final int CHUNK_BYTES = 64 * 1024;

  private boolean headRequest;

  ResponseDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES)
            .setMaxHeaderSize(HEAD_BYTES)
            .setMaxChunkSize(CHUNK_BYTES)
            .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false))
            .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory().withValidation(false)));
  }

  void expect(String method) {
    headRequest = method.equals("HEAD");
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return headRequest || super.isContentAlwaysEmpty(message);
  }
}
