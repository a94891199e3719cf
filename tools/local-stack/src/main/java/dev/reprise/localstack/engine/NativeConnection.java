// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * One connection to the engine.
 *
 * <p>After any failure it must be closed: this version of the engine may leave output of the failed
 * statement behind and put it in front of the next result.
 *
 * <p><b>Threads:</b> one at a time. Calls block for as long as their statement runs, and need a
 * platform thread with a large stack.
 */
final class NativeConnection implements AutoCloseable {

  private static final int INSERT_CHUNK_BYTES = 1 << 20;
  private static final int ANALYSIS_INTS = 4;

  private final Chdb chdb;
  private final MemorySegment handle;
  private final MemorySegment connection;

  private NativeConnection(Chdb chdb, MemorySegment handle) {
    this.chdb = chdb;
    this.handle = handle;
    this.connection = Chdb.pointerAt(handle);
  }

  /**
   * Opens a connection; the first one of the process starts the engine.
   *
   * @param options as a ClickHouse server's command line has them, e.g. {@code --path=/data}
   * @throws EngineStartException if the engine refuses
   */
  static NativeConnection open(Chdb chdb, List<String> options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ADDRESS, options.size() + 1L);
      arguments.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
      for (int i = 0; i < options.size(); i++) {
        arguments.setAtIndex(ADDRESS, i + 1L, arena.allocateFrom(options.get(i)));
      }
      int count = options.size() + 1;
      MemorySegment handle =
          Chdb.call(() -> (MemorySegment) chdb.connect.invokeExact(count, arguments));
      if (handle.address() == 0) {
        throw new EngineStartException(
            "The engine refused to open " + options + ".",
            "Its log in the data directory says why.");
      }
      return new NativeConnection(chdb, handle);
    }
  }

  /** Runs a statement and keeps the whole result in the engine's memory until it is closed. */
  EngineResult query(EngineQuery query) throws EngineError {
    return EngineResult.take(chdb, start(chdb.query, query));
  }

  /** Runs a statement of the facade's own and gives its result as text. */
  String ask(String sql) throws EngineError {
    try (EngineResult result = query(EngineQuery.internal(sql))) {
      return result.text();
    }
  }

  /**
   * Runs a query and hands its result over piece by piece, each a block of rows in the format asked
   * for; the engine repeats a format's header in every piece.
   */
  void stream(EngineQuery query, ChunkSink sink) throws EngineError, IOException {
    try (EngineResult stream = EngineResult.take(chdb, start(chdb.openStream, query))) {
      boolean ended = false;
      try {
        while (!ended) {
          ended = fetch(stream, sink);
        }
      } catch (IOException e) {
        Chdb.give(chdb.cancelStream, connection, stream.handle());
        throw e;
      }
    }
  }

  private boolean fetch(EngineResult stream, ChunkSink sink) throws EngineError, IOException {
    MemorySegment next =
        Chdb.call(() -> (MemorySegment) chdb.fetch.invokeExact(connection, stream.handle()));
    try (EngineResult chunk = EngineResult.take(chdb, next)) {
      MemorySegment bytes = chunk.bytes();
      if (bytes.byteSize() == 0) {
        return true;
      }
      sink.accept(bytes, chunk.progress());
      return false;
    }
  }

  /**
   * Inserts what the data holds, to its end, byte for byte; the engine takes the next chunk when it
   * has room.
   *
   * @throws IOException if the data could not be read to its end; nothing more is inserted then
   */
  Progress insert(EngineQuery head, InputStream data) throws EngineError, IOException {
    MemorySegment insert = start(chdb.openInsert, head);
    try {
      requireOpen(insert);
      feed(insert, data);
      MemorySegment done = Chdb.call(() -> (MemorySegment) chdb.finishInsert.invokeExact(insert));
      try (EngineResult result = EngineResult.take(chdb, done)) {
        return result.progress();
      }
    } finally {
      Chdb.give(chdb.destroyInsert, insert);
    }
  }

  private void requireOpen(MemorySegment insert) throws EngineError {
    String error = Chdb.text(Chdb.call(() -> (MemorySegment) chdb.insertError.invokeExact(insert)));
    if (!error.isEmpty()) {
      throw EngineError.said(error);
    }
  }

  private void feed(MemorySegment insert, InputStream data) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(INSERT_CHUNK_BYTES);
      byte[] heap = new byte[INSERT_CHUNK_BYTES];
      boolean wanted = true;
      while (wanted) {
        int read = data.readNBytes(heap, 0, heap.length);
        wanted = read > 0 && append(insert, heap, chunk.asSlice(0, read));
      }
    } catch (IOException e) {
      Chdb.give(chdb.cancelInsert, insert);
      throw e;
    }
  }

  private boolean append(MemorySegment insert, byte[] heap, MemorySegment chunk) {
    long length = chunk.byteSize();
    MemorySegment.copy(heap, 0, chunk, JAVA_BYTE, 0, (int) length);
    int failed = Chdb.call(() -> (int) chdb.append.invokeExact(insert, chunk, length));
    return failed == 0; // what failed is told at the end
  }

  /** Asks the engine's parser what a text is, without running it. */
  Analysis classify(String sql) {
    try (Arena arena = Arena.ofConfined()) {
      NativeText text = NativeText.ofBytes(arena, sql);
      MemorySegment analysis = arena.allocate(JAVA_INT, ANALYSIS_INTS);
      analysis.setAtIndex(JAVA_INT, 0, (int) analysis.byteSize());
      int failed =
          Chdb.call(() ->
              (int)
                  chdb.classify.invokeExact(
                      connection, text.address(), text.length(), MemorySegment.NULL, 0L, analysis));
      if (failed != 0) {
        throw new IllegalStateException("The engine's classifier refused its arguments");
      }
      return new Analysis(analysis.getAtIndex(JAVA_INT, 1), analysis.getAtIndex(JAVA_INT, 3) == 0);
    }
  }

  private MemorySegment start(MethodHandle function, EngineQuery query) {
    try (Arena arena = Arena.ofConfined()) {
      NativeText sql = NativeText.ofBytes(arena, query.sql());
      NativeText format = NativeText.of(arena, query.format());
      NativeParameters parameters = NativeParameters.of(arena, query.parameters());
      return Chdb.call(() ->
          (MemorySegment)
              function.invokeExact(
                  connection,
                  sql.address(),
                  sql.length(),
                  format.address(),
                  format.length(),
                  parameters.names(),
                  parameters.nameLengths(),
                  parameters.values(),
                  parameters.valueLengths(),
                  parameters.count()));
    }
  }

  @Override
  public void close() {
    Chdb.give(chdb.closeConnection, handle);
  }

  /**
   * What the engine's parser finds in a text.
   *
   * @param statements how many statements; zero if it cannot be parsed
   */
  record Analysis(int statements, boolean isReadOnly) {}

  /** Takes the pieces of a streamed result; the bytes are borrowed for the call. */
  @FunctionalInterface
  interface ChunkSink {
    void accept(MemorySegment bytes, Progress progress) throws IOException;
  }
}
