// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.engine.SqlLexer.Kind;
import dev.reprise.localstack.engine.SqlLexer.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlLexerTest {

  @Test
  void cutsWordsNamesStringsAndSymbols() {
    assertThat(tokens("select `a``b`, \"c\\\"d\" from 'it''s'"))
        .containsExactly(
            "WORD SELECT",
            "QUOTED_NAME a`b",
            "SYMBOL ,",
            "QUOTED_NAME c\"d",
            "WORD FROM",
            "STRING it's");
  }

  @Test
  void leavesOutCommentsOfEveryKind() {
    assertThat(tokens("a -- x ' \n b /* /* ' */ ' */ c # ' \n d // ' \n e #! ' \n f"))
        .containsExactly("WORD A", "WORD B", "WORD C", "WORD D", "WORD E", "WORD F");
  }

  @Test
  void takesAHereDocumentForAString() {
    assertThat(tokens("a $$ ' ; $$ $t$ $$ ' $t$ b $ c"))
        .containsExactly("WORD A", "STRING ", "STRING ", "WORD B", "SYMBOL $", "WORD C");
  }

  @Test
  void knowsTypographicQuotesAndSpaces() {
    assertThat(tokens(ByteText.of("“file” ‘ ' ’ a\u00a0b")))
        .containsExactly("QUOTED_NAME file", "STRING  ' ", "WORD A", "WORD B");
  }

  @Test
  void readsEscapedBytes() {
    assertThat(tokens("`\\x66ile` '\\'' '\\x4' '\\\\'"))
        .containsExactly("QUOTED_NAME file", "STRING '", "STRING x4", "STRING \\");
  }

  @Test
  void endsWhateverIsNotEnded() {
    assertThat(tokens("a 'b")).containsExactly("WORD A", "STRING b");
    assertThat(tokens("a /* b")).containsExactly("WORD A");
    assertThat(tokens("a -- b")).containsExactly("WORD A");
    assertThat(tokens("a $t$ b"))
        .containsExactly("WORD A", "SYMBOL $", "WORD T", "SYMBOL $", "WORD B");
    assertThat(tokens("'\\")).containsExactly("STRING \\");
  }

  private static List<String> tokens(String sql) {
    List<String> tokens = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(sql);
    Token token = lexer.next();
    while (token.kind() != Kind.END) {
      tokens.add(token.kind() + " " + token.text());
      token = lexer.next();
    }
    return tokens;
  }
}
