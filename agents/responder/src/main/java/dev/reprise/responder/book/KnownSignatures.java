// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.signature.Signature;
import dev.reprise.traffic.signature.Signatures;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes signatures, once of requests that are the same, byte by byte, in all that a signature is
 * made of.
 *
 * <p><b>Threads:</b> thread-safe. <b>Bounds:</b> those asked for last are kept, in a 24th of the
 * heap, and none of large requests.
 */
final class KnownSignatures {

  private static final int HEAP_SHARE = 24;
  private static final int MAX_BODY_BYTES = 16 * 1024;
  private static final long OBJECTS_BYTES = 700;
  private static final long FIELD_BYTES = 200;

  private final ReplayRules rules;
  private final Recent<Asked, Known> known =
      new Recent<>(Runtime.getRuntime().maxMemory() / HEAP_SHARE, Known::heapBytes);

  /**
   * What a signature is made of.
   *
   * @param form content types and codings; empty where there is no body
   */
  private record Asked(
      String method, String authority, String target, Bytes body, List<String> form) {

    static Asked of(Request request) {
      var body = request.body().kept();
      return new Asked(
          request.method(),
          request.authority(),
          request.target(),
          body,
          body.isEmpty() ? List.of() : form(request.headers()));
    }

    private static List<String> form(Headers headers) {
      var form = new ArrayList<>(headers.all("content-type"));
      form.add(""); // so that a type is never taken for a coding
      form.addAll(headers.all("content-encoding"));
      return form;
    }
  }

  private record Known(Signature signature, int chars) {

    long heapBytes() {
      int fields = signature.fields().size() + signature.masked().size();
      return OBJECTS_BYTES + 3L * chars + FIELD_BYTES * fields;
    }
  }

  KnownSignatures(ReplayRules rules) {
    this.rules = rules;
  }

  Signature of(Request request) {
    var body = request.body();
    return body.isTruncated() || body.wireBytes() > MAX_BODY_BYTES
        ? Signatures.of(request, rules)
        : known.get(Asked.of(request), asked -> made(request, asked)).signature();
  }

  private Known made(Request request, Asked asked) {
    int chars = asked.target().length() + asked.body().length();
    return new Known(Signatures.of(request, rules), chars);
  }
}
