// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A statement with, for an insert, the data that follow it; the two may come in one body, in the
 * URL, or one in each. Only as much is read as the statement needs: data are never held whole.
 *
 * @param sql the statement, for an insert with data only the part before them
 */
record Incoming(Statement statement, String sql, InputStream data) {

  private static final int HEAD_BYTES = 1 << 16;
  private static final int MOST_STATEMENT_BYTES = 16 << 20;

  /** Reads the statement of a request. */
  static Incoming read(QueryRequest request, InputStream wire, Forbidden forbidden)
      throws EngineError, IOException {
    InputStream body = ContentCoding.decoded(request.lowerHeader("Content-Encoding"), wire);
    if (request.isOn("decompress")) {
      body = NativeBlocks.reading(body);
    }
    String inUrl = request.field("query");
    return inUrl.isBlank() ? inBody(body, forbidden) : inUrl(inUrl, body, forbidden);
  }

  private static Incoming inUrl(String sql, InputStream body, Forbidden forbidden)
      throws EngineError, IOException {
    Statement statement = Statement.scan(sql, forbidden);
    if (statement.isInsertWithData()) {
      String tail = sql.substring(statement.dataStart()).stripLeading();
      String data = tail.strip().equals(";") ? "" : tail;
      return new Incoming(
          statement,
          sql.substring(0, statement.headEnd()),
          new SequenceInputStream(new ByteArrayInputStream(data.getBytes(ISO_8859_1)), body));
    }
    String rest = rest(body, "");
    return rest.isEmpty() ? whole(sql, statement) : whole(sql + "\n" + rest, forbidden);
  }

  private static Incoming inBody(InputStream body, Forbidden forbidden)
      throws EngineError, IOException {
    byte[] bytes = body.readNBytes(HEAD_BYTES);
    String head = new String(bytes, ISO_8859_1);
    Statement statement = Statement.scan(head, forbidden);
    boolean found = statement.dataStart() < head.length() || head.length() < HEAD_BYTES;
    if (statement.isInsertWithData() && found) {
      int start = dataStart(head, statement);
      return new Incoming(
          statement,
          head.substring(0, statement.headEnd()),
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, start, bytes.length - start), body));
    }
    return whole(head + rest(body, head), forbidden);
  }

  /** Behind a format's name, blanks and one line end belong to the statement. */
  private static int dataStart(String head, Statement statement) {
    int start = statement.dataStart();
    if (statement.format().equals("Values")) {
      return start;
    }
    while (start < head.length() && (head.charAt(start) == ' ' || head.charAt(start) == '\t')) {
      start++;
    }
    start += head.startsWith("\r", start) ? 1 : 0;
    start += head.startsWith("\n", start) ? 1 : 0;
    return start;
  }

  private static String rest(InputStream body, String head) throws EngineError, IOException {
    byte[] rest = body.readNBytes(MOST_STATEMENT_BYTES);
    if (rest.length + head.length() > MOST_STATEMENT_BYTES) {
      throw EngineError.of(
          ErrorCode.SYNTAX_ERROR,
          "Max query size exceeded: a statement may have "
              + MOST_STATEMENT_BYTES
              + " bytes. Send data as the body of an INSERT");
    }
    return new String(rest, ISO_8859_1);
  }

  private static Incoming whole(String sql, Forbidden forbidden) throws EngineError {
    Statement statement = Statement.scan(sql, forbidden);
    if (statement.isInsertWithData()) {
      byte[] data = sql.substring(dataStart(sql, statement)).getBytes(ISO_8859_1);
      return new Incoming(
          statement, sql.substring(0, statement.headEnd()), new ByteArrayInputStream(data));
    }
    return whole(sql, statement);
  }

  private static Incoming whole(String sql, Statement statement) throws EngineError {
    if (statement.verb().isEmpty() && sql.isBlank()) {
      throw EngineError.of(ErrorCode.SYNTAX_ERROR, "Syntax error: the query is empty");
    }
    return new Incoming(statement, sql, InputStream.nullInputStream());
  }
}
