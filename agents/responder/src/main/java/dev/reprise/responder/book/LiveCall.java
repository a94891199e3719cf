// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.signature.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * A call that wants an answer.
 *
 * @param request as it came
 * @param signature its key
 * @param traits what tells it from others with the same key
 */
record LiveCall(Request request, Signature signature, Traits traits) {

  static LiveCall of(Request request, Signature signature) {
    return new LiveCall(request, signature, Traits.of(request, signature));
  }

  /** The values in it that may tell to which walk and session it belongs. */
  List<String> marks() {
    var marks = new ArrayList<>(traits.masked().values());
    marks.addAll(traits.carried());
    return marks;
  }
}
