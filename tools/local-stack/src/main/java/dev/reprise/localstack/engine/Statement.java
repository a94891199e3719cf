// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import dev.reprise.localstack.engine.SqlLexer.Kind;
import dev.reprise.localstack.engine.SqlLexer.Token;

/**
 * What must be known of a statement before it runs: what it begins with, which format it asks for,
 * where an insert's data begin, and what in it is not allowed here.
 *
 * @param verb its first word in upper case; empty if it has none
 * @param format what its FORMAT clause names; {@code Values} for an insert that says so or says
 *     nothing; otherwise empty
 * @param headEnd for an insert with data, where the part before VALUES or FORMAT ends; otherwise -1
 * @param dataStart where that data begins
 * @param several whether another statement follows
 * @param forbidden the name of something that reaches outside of the engine; empty if there is none
 * @param changesConnection whether it leaves a setting, a database or a temporary table behind
 * @param hasTotals whether rows of another kind follow the result's
 */
record Statement(
    String verb,
    String format,
    int headEnd,
    int dataStart,
    boolean several,
    String forbidden,
    boolean changesConnection,
    boolean hasTotals) {

  /** Reads a statement, or as much of it as comes before an insert's data. */
  static Statement scan(String sql, Forbidden forbidden) {
    return new Scanner(sql, forbidden).scan();
  }

  /** Whether data follows, in the statement or after it. */
  boolean isInsertWithData() {
    return headEnd >= 0;
  }

  /** Whether it is a query that may have many rows. */
  boolean isSelect() {
    return verb.equals("SELECT") || verb.equals("WITH");
  }

  boolean isKill() {
    return verb.equals("KILL");
  }

  /** One pass over the tokens. */
  private static final class Scanner {
    private final String sql;
    private final SqlLexer lexer;
    private final Forbidden forbiddenNames;

    private Token last = new Token(Kind.END, "", 0, 0);
    private String verb = "";
    private String format = "";
    private String forbidden = "";
    private int depth;
    private int headEnd = -1;
    private int dataStart = -1;
    private boolean several;
    private boolean ended;
    private boolean temporary;
    private boolean totals;
    private boolean selects;
    private boolean engineFollows;

    Scanner(String sql, Forbidden forbiddenNames) {
      this.sql = sql;
      this.lexer = new SqlLexer(sql);
      this.forbiddenNames = forbiddenNames;
    }

    Statement scan() {
      Token token = lexer.next();
      while (token.kind() != Kind.END && headEnd < 0) {
        several |= ended;
        take(token);
        last = token;
        token = lexer.next();
      }
      if (verb.equals("INSERT") && headEnd < 0 && !selects && !several) {
        beginData("Values", ended ? last.start() : sql.length(), sql.length());
      }
      return new Statement(
          verb,
          format,
          headEnd,
          dataStart,
          several,
          forbidden,
          verb.equals("SET") || verb.equals("USE") || temporary,
          totals);
    }

    private void take(Token token) {
      switch (token.kind()) {
        case WORD -> {
          takeName(token);
          takeWord(token);
        }
        case QUOTED_NAME -> takeName(token);
        case SYMBOL -> takeSymbol(token);
        case STRING, END -> {}
      }
    }

    private void takeName(Token token) {
      refuse(
          (engineFollows && forbiddenNames.isCall(token.text()))
              || (verb.equals("SET") && forbiddenNames.isSetting(token.text())),
          token);
      engineFollows = token.is("ENGINE");
    }

    private void takeSymbol(Token token) {
      switch (token.text().charAt(0)) {
        case '(' -> {
          if (last.kind() == Kind.WORD || last.kind() == Kind.QUOTED_NAME) {
            refuse(forbiddenNames.isCall(last.text()), last);
          }
          depth++;
        }
        case '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case ';' -> ended = true;
        default -> {}
      }
    }

    private void takeWord(Token token) {
      if (verb.isEmpty()) {
        verb = token.text();
      }
      refuse(forbiddenNames.isPhrase(last, token), token);
      temporary |= token.is("TEMPORARY");
      totals |= token.is("TOTALS");
      if (depth > 0 || last.isSymbol('.')) {
        return;
      }
      if (verb.equals("INSERT")) {
        takeWordOfInsert(token);
      } else if (last.is("FORMAT")) {
        format = sql.substring(token.start(), token.end());
      }
    }

    private void takeWordOfInsert(Token token) {
      if (last.is("FORMAT")) {
        beginData(sql.substring(token.start(), token.end()), last.start(), token.end());
      } else if (token.is("VALUES") && !last.is("INTO") && !last.is("TABLE") && !selects) {
        beginData("Values", token.start(), token.end());
      } else {
        selects |= token.is("SELECT") || token.is("WITH");
      }
    }

    private void beginData(String dataFormat, int headEnd, int dataStart) {
      this.format = dataFormat;
      this.headEnd = headEnd;
      this.dataStart = dataStart;
    }

    private void refuse(boolean refused, Token token) {
      if (refused && forbidden.isEmpty()) {
        forbidden = sql.substring(token.start(), token.end());
      }
    }
  }
}
