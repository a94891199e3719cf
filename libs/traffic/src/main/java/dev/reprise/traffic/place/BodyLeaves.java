// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.util.Optional;

/** The values of a body: JSON and forms by place, short text as one value, the rest as a hash. */
final class BodyLeaves {

  private static final int MAX_DECODED_BYTES = 64 * 1024 * 1024;
  private static final int MAX_TEXT_BYTES = 8 * 1024;
  private static final int MAX_FORM_BYTES = 1024 * 1024;

  private BodyLeaves() {}

  static void walk(LeafSink sink, Side side, Headers headers, Body body) {
    if (body.isEmpty() || sink.isFull()) {
      return;
    }
    var decoded = whole(headers, body);
    if (decoded.isEmpty()) {
      // Truncated or in an unknown coding: the hash over the whole body on the wire still tells.
      hash(sink, side, body.sha256());
      return;
    }
    var bytes = decoded.get();
    var type = ContentType.of(headers);
    if (mayBeJson(type, bytes)) {
      var json = JsonLeaves.read(side, bytes, type.charset());
      if (json.isPresent()) {
        json.get().forEach(sink::addJson);
        return;
      }
    }
    plain(sink, side, type, bytes);
  }

  private static Optional<Bytes> whole(Headers headers, Body body) {
    return DecodedBody.of(headers, body, MAX_DECODED_BYTES)
        .filter(DecodedBody::complete)
        .map(DecodedBody::bytes);
  }

  private static boolean mayBeJson(ContentType type, Bytes bytes) {
    if (type.isJson()) {
      return true;
    }
    if (!type.media().isEmpty() && !type.media().equals("text/plain")) {
      return false;
    }
    int i = 0;
    while (i < bytes.length() && bytes.at(i) <= ' ' && bytes.at(i) > 0) {
      i++;
    }
    return i < bytes.length() && (bytes.at(i) == '{' || bytes.at(i) == '[');
  }

  private static void plain(LeafSink sink, Side side, ContentType type, Bytes bytes) {
    if (side == Side.REQUEST && type.isForm() && bytes.length() <= MAX_FORM_BYTES) {
      Leaves.pairs(sink, Area.FORM, bytes.text(type.charset()));
    } else if (bytes.length() <= MAX_TEXT_BYTES && isText(type)) {
      sink.add(
          new Leaf(Place.of(side, Area.BODY, ""), "", bytes.text(type.charset()), LeafKind.TEXT));
    } else {
      hash(sink, side, Body.whole(bytes).sha256());
    }
  }

  private static boolean isText(ContentType type) {
    return type.isTextual();
  }

  private static void hash(LeafSink sink, Side side, Bytes sha256) {
    sink.add(new Leaf(Place.of(side, Area.BODY, ""), "", "sha256:" + sha256.hex(), LeafKind.HASH));
  }
}
