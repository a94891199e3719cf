// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.List;

/** A place among the tokens of a filter that is being read. */
final class Tokens {

  private final Source source;
  private final List<Token> list;
  private int next;

  Tokens(Source source) {
    this.source = source;
    this.list = Lexer.tokens(source);
  }

  Token peek() {
    return list.get(next);
  }

  /** The token here; the end stays where it is. */
  Token take() {
    var token = peek();
    skip();
    return token;
  }

  boolean takeKeyword(String keyword) {
    return skipIf(peek().isKeyword(keyword));
  }

  boolean takeSymbol(String symbol) {
    return skipIf(peek().is(Token.Kind.SYMBOL, symbol));
  }

  void expectSymbol(String symbol, String rule) {
    var token = peek();
    if (!takeSymbol(symbol)) {
      throw source.mistake(token.start(), "unexpected " + token.shown(), rule);
    }
  }

  private boolean skipIf(boolean wanted) {
    if (wanted) {
      skip();
    }
    return wanted;
  }

  private void skip() {
    if (peek().kind() != Token.Kind.END) {
      next++;
    }
  }
}
