// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

/**
 * Hides credentials in JSON text and leaves every other character where it was. It reads names and
 * strings only, so that cut, streamed and slightly broken JSON is hidden as well as whole JSON.
 *
 * <p><b>Cost:</b> one pass.
 */
final class HiddenJson {

  private static final int NOT_HIDING = -1;

  private final String json;
  private final StringBuilder shown;
  private int at;
  private int depth;
  // The depth at which a credential's object or array began.
  private int hidingFrom = NOT_HIDING;

  private HiddenJson(String json) {
    this.json = json;
    this.shown = new StringBuilder(json.length());
  }

  static String of(String json) {
    return new HiddenJson(json).run();
  }

  private String run() {
    while (at < json.length()) {
      char next = json.charAt(at);
      if (next == '"') {
        string();
      } else {
        if (next == '{' || next == '[') {
          depth++;
        } else if (next == '}' || next == ']') {
          depth--;
          hidingFrom = depth <= hidingFrom ? NOT_HIDING : hidingFrom;
        }
        shown.append(next);
        at++;
      }
    }
    return shown.toString();
  }

  private void string() {
    int start = at;
    int end = endOfString(start);
    int colon = afterSpace(end);
    if (colon < json.length() && json.charAt(colon) == ':') {
      int value = afterSpace(colon + 1);
      shown.append(json, start, value);
      at = value;
      if (Credentials.isField(json.substring(start, end))) {
        hideValue();
      }
    } else if (hidingFrom == NOT_HIDING) {
      shown.append(json, start, end);
      at = end;
    } else {
      hideString();
    }
  }

  private void hideValue() {
    char first = at < json.length() ? json.charAt(at) : ' ';
    if (first == '"') {
      hideString();
    } else if ((first == '{' || first == '[') && hidingFrom == NOT_HIDING) {
      hidingFrom = depth;
    }
  }

  private void hideString() {
    shown.append('"').append(Credentials.HIDDEN).append('"');
    at = endOfString(at);
  }

  /** After the closing quote, or the end of a text that was cut. */
  private int endOfString(int start) {
    int end = start + 1;
    while (end < json.length() && json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, json.length());
  }

  private int afterSpace(int from) {
    int index = from;
    while (index < json.length() && Character.isWhitespace(json.charAt(index))) {
      index++;
    }
    return index;
  }
}
