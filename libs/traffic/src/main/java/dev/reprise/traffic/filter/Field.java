// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Mark;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a filter can ask about. */
public enum Field {
  SERVICE(FieldType.TEXT, "the recorded service"),
  DIRECTION(
      FieldType.WORD, "IN: to the service; OUT: from it to others", names(Direction.values())),
  TECHNOLOGY(FieldType.TEXT, "what is spoken, e.g. http, json, grpc"),
  METHOD(FieldType.TEXT, "the request's method"),
  SCHEME(FieldType.TEXT, "http or https"),
  HOST(FieldType.TEXT, "the host asked for, without its port"),
  PATH(FieldType.TEXT, "the target up to the question mark, as sent"),
  TARGET(FieldType.TEXT, "path and query, as sent"),
  ENDPOINT(FieldType.TEXT, "method and path template, e.g. GET /users/{id}"),
  STATUS(FieldType.NUMBER, "the response's status; 0 when no response was seen"),
  DURATION(FieldType.DURATION, "first byte of the request to last byte of the response"),
  TIME(FieldType.TIME, "when the request began"),
  CAPTURE(FieldType.TEXT, "the capture: one run of one agent"),
  SEQUENCE(FieldType.NUMBER, "the place of the pair in its capture, from 1"),
  REPLAY(FieldType.TEXT, "the replay during which the pair was seen; empty outside replays"),
  REQUEST_HEADER(FieldType.TEXT, "any line of this request header; its name in any case"),
  RESPONSE_HEADER(FieldType.TEXT, "any line of this response header; its name in any case"),
  REQUEST_BODY(FieldType.TEXT, "the start of the request's body as text, decoded"),
  RESPONSE_BODY(FieldType.TEXT, "the start of the response's body as text, decoded"),
  REQUEST_BYTES(FieldType.SIZE, "length of the request's body on the wire"),
  RESPONSE_BYTES(FieldType.SIZE, "length of the response's body on the wire"),
  TAG(FieldType.TEXT, "a tag that the agent set, e.g. pod"),
  TLS(FieldType.WORD, "whether the connection was encrypted", List.of("true", "false")),
  MARK(FieldType.WORD, "any mark on the pair, e.g. RESPONSE_TRUNCATED", names(Mark.values()));

  private final FieldType type;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of and Stream.toList
  private final List<String> words;

  private final String symbol;

  Field(FieldType type, String description) {
    this(type, description, List.of());
  }

  Field(FieldType type, String description, List<String> words) {
    this.type = type;
    this.description = description;
    this.words = words;
    this.symbol = name().toLowerCase(Locale.ROOT);
  }

  /** As it is written, without a key. */
  public String symbol() {
    return symbol;
  }

  /** What it holds. */
  public FieldType type() {
    return type;
  }

  /** What it means, for people. */
  public String description() {
    return description;
  }

  /** The words it may hold; empty unless it is of type {@link FieldType#WORD}. */
  public List<String> words() {
    return words;
  }

  /** Whether it needs a name in brackets, as {@code request_header["accept"]}. */
  public boolean isKeyed() {
    return switch (this) {
      case REQUEST_HEADER, RESPONSE_HEADER, TAG -> true;
      case SERVICE, DIRECTION, TECHNOLOGY, METHOD, SCHEME, HOST, PATH, TARGET, ENDPOINT -> false;
      case STATUS, DURATION, TIME, CAPTURE, SEQUENCE, REPLAY, REQUEST_BODY, RESPONSE_BODY -> false;
      case REQUEST_BYTES, RESPONSE_BYTES, TLS, MARK -> false;
    };
  }

  /** The field written so. */
  public static Optional<Field> named(String symbol) {
    return Stream.of(values()).filter(field -> field.symbol.equals(symbol)).findFirst();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
