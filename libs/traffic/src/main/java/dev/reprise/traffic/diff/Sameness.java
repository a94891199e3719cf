// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what of two answers need not be looked at: what is the same, word for word, where nothing
 * recorded has become something else.
 *
 * <p>Only to be asked where nothing is bound and the endpoint binds nothing. Then a difference can
 * still be in what is the same only where it holds the address of the recorded system, which should
 * be another by now.
 *
 * <p><b>Cost:</b> a comparison of bytes, and a search for the address; nothing is parsed.
 */
final class Sameness {

  private final String address; // empty when it is still the same
  private final byte[] addressBytes;

  Sameness(Expectation.Bases bases) {
    this.address = bases.recorded().equals(bases.live()) ? "" : bases.recorded();
    this.addressBytes = address.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the bodies are whole and the same, and said to be the same. */
  boolean ofBodies(Response recorded, Response live) {
    var body = recorded.body();
    var other = live.body();
    return !body.isTruncated()
        && !other.isTruncated()
        && body.kept().equals(other.kept())
        && isPlainText(recorded.headers())
        && isPlainText(live.headers())
        && recorded.headers().first("content-type").equals(live.headers().first("content-type"))
        && !holdsAddress(body.kept());
  }

  // The address cannot be searched for in what is packed.
  private static boolean isPlainText(Headers headers) {
    return headers.first("content-encoding").isEmpty();
  }

  private boolean holdsAddress(Bytes bytes) {
    int length = addressBytes.length;
    if (length == 0) {
      return false;
    }
    byte first = addressBytes[0];
    for (int i = 0; i + length <= bytes.length(); i++) {
      if (bytes.at(i) == first && isAddress(bytes, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAddress(Bytes bytes, int from) {
    for (int i = 1; i < addressBytes.length; i++) {
      if (bytes.at(from + i) != addressBytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Header lines of two answers. */
  record Lines(Headers recorded, Headers live) {}

  /** The lines that are not the same; all of them where names were added, moved or repeated. */
  Lines otherLines(Headers recorded, Headers live) {
    var all = new Lines(recorded, live);
    var was = recorded.lines();
    var is = live.lines();
    if (was.size() != is.size()) {
      return all;
    }
    List<Header> others = new ArrayList<>(2);
    List<Header> liveOthers = new ArrayList<>(2);
    for (int i = 0; i < was.size(); i++) {
      if (!was.get(i).name().equalsIgnoreCase(is.get(i).name())) {
        return all;
      }
      if (!isSame(was.get(i).value(), is.get(i).value())) {
        if (isRepeated(was.get(i).name(), i, was)) {
          return all;
        }
        others.add(was.get(i));
        liveOthers.add(is.get(i));
      }
    }
    return new Lines(new Headers(others), new Headers(liveOthers));
  }

  private boolean isSame(String was, String is) {
    return was.equals(is) && (address.isEmpty() || !was.contains(address));
  }

  // A place's number among its like must not change by leaving lines out.
  private static boolean isRepeated(String name, int at, List<Header> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (i != at && lines.get(i).name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
