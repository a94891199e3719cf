// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

/**
 * Where a value stands, without its index in a list: {@code request.path[2]}, {@code
 * request.query.page}, {@code request.header.authorization}, {@code request.cookie.sid}, {@code
 * response.body.$.items[*].id}, {@code request.body.form.email}, {@code response.body}.
 *
 * <p>Where a value is a link, its parts stand at places of their own: {@code
 * response.header.location#path[1]}, {@code response.body.$.next#query.page}, {@code …#authority}.
 *
 * @param side request or response
 * @param area which part of the message
 * @param name the segment's number, the header in lower case, the parameter, or the JSON path;
 *     empty for a whole body
 * @param part of a link, else empty
 */
public record Place(Side side, Area area, String name, String part) {

  private static final String BODY = ".body";
  private static final String FORM = ".body.form";

  /** A place whose value is no link. */
  public static Place of(Side side, Area area, String name) {
    return new Place(side, area, name, "");
  }

  /**
   * Reads a place.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Place parse(String text) {
    for (Side side : Side.values()) {
      if (text.startsWith(side.word() + ".")) {
        int hash = text.indexOf('#');
        String whole = text.substring(side.word().length(), hash < 0 ? text.length() : hash);
        return parse(side, whole, hash < 0 ? "" : text.substring(hash + 1));
      }
    }
    throw new IllegalArgumentException(
        "a place starts with 'request.' or 'response.', this does not: " + text);
  }

  private static Place parse(Side side, String text, String part) {
    if (text.startsWith(".path[") && text.endsWith("]")) {
      var number = text.substring(6, text.length() - 1);
      Integer.parseInt(number);
      return new Place(side, Area.PATH, number, part);
    }
    if (text.startsWith(".query")) {
      return new Place(side, Area.QUERY, Names.read(text.substring(6)), part);
    }
    if (text.startsWith(".header")) {
      return new Place(side, Area.HEADER, Names.read(text.substring(7)), part);
    }
    if (text.startsWith(".cookie")) {
      return new Place(side, Area.COOKIE, Names.read(text.substring(7)), part);
    }
    if (text.startsWith(BODY + ".$")) {
      return new Place(side, Area.JSON, text.substring(BODY.length() + 1), part);
    }
    if (text.startsWith(FORM)) {
      return new Place(side, Area.FORM, Names.read(text.substring(FORM.length())), part);
    }
    if (text.equals(BODY)) {
      return new Place(side, Area.BODY, "", part);
    }
    throw new IllegalArgumentException("not a place in a message: " + side.word() + text);
  }

  /** The same place, at a part of the link that stands there. */
  public Place at(String linkPart) {
    return new Place(side, area, name, linkPart);
  }

  /** Whether it is in the body. */
  public boolean isInBody() {
    return area == Area.JSON || area == Area.FORM || area == Area.BODY;
  }

  @Override
  public String toString() {
    var out = new StringBuilder(side.word());
    switch (area) {
      case PATH -> out.append(".path[").append(name).append(']');
      case QUERY -> Names.append(out.append(".query"), name);
      case HEADER -> Names.append(out.append(".header"), name);
      case COOKIE -> Names.append(out.append(".cookie"), name);
      case JSON -> out.append(BODY).append('.').append(name);
      case FORM -> Names.append(out.append(FORM), name);
      case BODY -> out.append(BODY);
    }
    return part.isEmpty() ? out.toString() : out.append('#').append(part).toString();
  }
}
