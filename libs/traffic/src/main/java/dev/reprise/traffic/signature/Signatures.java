// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.signature;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.ReplayRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * Makes signatures: method, authority, path, query and body by place; headers and cookies take no
 * part. The order of query parameters, headers and JSON members does not show, nor do white space
 * and content encoding.
 *
 * <p><b>Threads:</b> any. <b>Cost:</b> linear in the request, and one SHA-256.
 */
public final class Signatures {

  private Signatures() {}

  /** The signature of an outbound request. */
  public static Signature of(Request request, ReplayRules rules) {
    return of(request, rules.ofRequest(Direction.OUT, request));
  }

  /** The signature under the rules of the request's endpoint. */
  public static Signature of(Request request, EndpointRules rules) {
    var fields = new TreeMap<String, String>();
    var masked = new ArrayList<Signature.Masked>();
    for (Leaf leaf : Leaves.of(request)) {
      var area = leaf.place().area();
      if (area == Area.HEADER || area == Area.COOKIE) {
        continue;
      }
      var rule = rules.at(leaf.place());
      var locator = leaf.locator();
      if (leaf.kind().isText() && rule.masks(leaf.text())) {
        fields.put(locator, rule.type().mask());
        masked.add(
            new Signature.Masked(
                locator, leaf.place(), leaf.text(), rule.placeClass(), rule.type()));
      } else {
        fields.put(locator, text(leaf));
      }
    }
    masked.sort(Comparator.comparing(Signature.Masked::locator));
    return Signature.of(request.method() + " " + request.authority(), fields, masked);
  }

  /** As it is written in a key: on one line, and told from a mask and from other JSON types. */
  private static String text(Leaf leaf) {
    return switch (leaf.kind()) {
      case STRING, KEY, TEXT ->
          '"' + new String(JsonStringEncoder.getInstance().quoteAsString(leaf.text())) + '"';
      case NUMBER, BOOLEAN, NULL, EMPTY_OBJECT, EMPTY_ARRAY, HASH -> leaf.text();
    };
  }
}
