// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.wire.http1.Undecodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client and a server say to each other, turn by turn, and what is to come of it: one row of
 * the table of {@link MisbehavingPeersIT}.
 *
 * <p>In what the client says, {@code {}} stands before a path where a request to a proxy names its
 * server. Through tunnels every byte is to arrive as it was sent; a forward proxy may have to do
 * something else, which the row then says.
 */
final class Talk {

  /** One turn. */
  sealed interface Turn {

    /** The client says something. */
    record Asks(String text) implements Turn {}

    /** The server says something. */
    record Answers(String text) implements Turn {}

    /** One of them ends its side, and goes on reading. */
    record Ends(boolean client) implements Turn {}

    /** One of them breaks off. */
    record Resets(boolean client) implements Turn {}
  }

  final String name;
  final List<Turn> turns = new ArrayList<>();
  final List<String> pairs = new ArrayList<>();
  Optional<Undecodable> undecodable = Optional.empty();

  /** What a forward proxy does: nothing but pass on, refuse, or what {@link #heard} says. */
  boolean isForTunnelsAlone;

  int answeredByProxy; // its status, or 0
  boolean isNeverForwarded;
  boolean isEndKept;
  boolean breaksOffServer;
  boolean breaksOffClient;
  boolean endsAfterwards;
  Optional<List<String>> forwardPairs = Optional.empty();
  boolean isDecodable; // through a forward proxy
  Optional<String> heard = Optional.empty();
  Optional<String> answered = Optional.empty();

  private Talk(String name) {
    this.name = name;
  }

  static Talk of(String name) {
    return new Talk(name);
  }

  Talk client(String text) {
    turns.add(new Turn.Asks(text));
    return this;
  }

  Talk server(String text) {
    turns.add(new Turn.Answers(text));
    return this;
  }

  Talk clientEnds() {
    turns.add(new Turn.Ends(true));
    return this;
  }

  Talk serverEnds() {
    turns.add(new Turn.Ends(false));
    return this;
  }

  Talk clientResets() {
    turns.add(new Turn.Resets(true));
    return this;
  }

  Talk serverResets() {
    turns.add(new Turn.Resets(false));
    return this;
  }

  /**
   * The pairs that are to be recorded, e.g. {@code GET /a 200} or {@code GET /a 0
   * [RESPONSE_MISSING]}.
   */
  Talk pairs(String... expected) {
    pairs.addAll(List.of(expected));
    return this;
  }

  /** The decoding is to stop, for that reason. */
  Talk undecodable(Undecodable reason) {
    undecodable = Optional.of(reason);
    return this;
  }

  /** A forward proxy answers itself, and the server hears nothing. */
  Talk refusedWith(int status) {
    answeredByProxy = status;
    forwardPairs = Optional.of(List.of());
    isDecodable = true;
    return this;
  }

  /** The same, but the server has heard the start of the request, and that it is broken off. */
  Talk refusedInBody() {
    forwardPairs = Optional.of(List.of("POST /a 0 [REQUEST_INCOMPLETE, RESPONSE_MISSING]"));
    return this;
  }

  /** A forward proxy answers itself instead of passing on what the server answered. */
  Talk badGateway() {
    answeredByProxy = 502;
    return this;
  }

  /** A forward proxy breaks the client's connection off. */
  Talk breaksOffClient() {
    breaksOffClient = true;
    return this;
  }

  /** A forward proxy breaks the server's connection off, and the client does not notice. */
  Talk breaksOffServer() {
    breaksOffServer = true;
    return this;
  }

  /** A forward proxy keeps it to itself that the client has ended its side. */
  Talk keepsTheEnd() {
    isEndKept = true;
    return this;
  }

  /** A forward proxy just ends the connection; there was no request. */
  Talk neverForwarded() {
    isNeverForwarded = true;
    forwardPairs = Optional.of(List.of());
    isDecodable = true;
    return this;
  }

  /** There is nothing like it for a forward proxy. */
  Talk onlyInTunnels() {
    isForTunnelsAlone = true;
    return this;
  }

  /** The server hears this from a forward proxy. */
  Talk forwardedAs(String text) {
    heard = Optional.of(text);
    return this;
  }

  /** The client hears this from a forward proxy. */
  Talk answeredAs(String text) {
    answered = Optional.of(text);
    return this;
  }

  /** A forward proxy ends the connection afterwards. */
  Talk endsAfterwards() {
    endsAfterwards = true;
    return this;
  }

  /** All that the client says, with that in the place of {@code {}}. */
  String asked(String server) {
    var all = new StringBuilder();
    for (Turn turn : turns) {
      if (turn instanceof Turn.Asks(String text)) {
        all.append(text.replace("{}", server));
      }
    }
    return all.toString();
  }

  /** All that the server says. */
  String answers() {
    var all = new StringBuilder();
    for (Turn turn : turns) {
      if (turn instanceof Turn.Answers(String text)) {
        all.append(text);
      }
    }
    return all.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
