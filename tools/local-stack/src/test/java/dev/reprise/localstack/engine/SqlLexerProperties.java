// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.engine.SqlLexer.Kind;
import dev.reprise.localstack.engine.SqlLexer.Token;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlLexerProperties {

  private static final Forbidden FORBIDDEN = new Forbidden(List.of());

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "'",
            "\"",
            "`",
            "\\",
            "$",
            "$$",
            "$a$",
            "--",
            "//",
            "# ",
            "#!",
            "/*",
            "*/",
            "\n",
            " ",
            ";",
            "(",
            ")",
            "file",
            "x",
            "1",
            "\u00e2\u0080\u0098",
            "\u00e2\u0080\u0099",
            "\u00e2\u0080\u009c",
            "\u00e2\u0080\u009d",
            "\u00e2",
            "\u0000",
            "FORMAT",
            "VALUES")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5_000)
  void goesThroughEveryTextFromItsBeginningToItsEnd(@ForAll("texts") String text) {
    SqlLexer lexer = new SqlLexer(text);
    int position = 0;
    Token token = lexer.next();
    while (token.kind() != Kind.END) {
      assertThat(token.start()).isGreaterThanOrEqualTo(position);
      assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
      position = token.end();
      token = lexer.next();
    }
    assertThat(token.end()).isEqualTo(text.length());
  }

  @Property(tries = 2_000)
  void findsACallBehindAnyStringComment(@ForAll("texts") String text) {
    String quoted = SqlQuotes.text(text);

    assertThat(Statement.scan("SELECT " + quoted + ", file('x')", FORBIDDEN).forbidden())
        .isEqualTo("file");
    assertThat(Statement.scan("SELECT " + quoted, FORBIDDEN).forbidden()).isEmpty();
    assertThat(Statement.scan("SELECT " + quoted, FORBIDDEN).several()).isFalse();
  }

  @Property(tries = 2_000)
  void neverReadsAnInsertsData(@ForAll("texts") String text) {
    String sql = "INSERT INTO t FORMAT TSV\n" + text;

    Statement statement = Statement.scan(sql, FORBIDDEN);

    assertThat(statement.isInsertWithData()).isTrue();
    assertThat(sql.substring(statement.dataStart())).isEqualTo("\n" + text);
    assertThat(statement.several()).isFalse();
  }
}
