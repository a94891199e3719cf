// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;

/**
 * One answer of the engine.
 *
 * <p><b>Ownership:</b> the bytes lie in the engine's memory and are gone after {@link #close}.
 */
@SuppressWarnings("restricted") // foreign memory is what this class is about
final class EngineResult implements AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Chdb chdb;
  private final MemorySegment handle;

  private EngineResult(Chdb chdb, MemorySegment handle) {
    this.chdb = chdb;
    this.handle = handle;
  }

  /**
   * Takes over a result.
   *
   * @throws EngineError if the result is a failure; it is then destroyed already
   */
  static EngineResult take(Chdb chdb, MemorySegment handle) throws EngineError {
    if (handle.address() == 0) {
      throw EngineError.of(ErrorCode.STD_EXCEPTION, "The engine gave no result");
    }
    EngineResult result = new EngineResult(chdb, handle);
    String error = Chdb.text(Chdb.call(() -> (MemorySegment) chdb.resultError.invokeExact(handle)));
    if (!error.isEmpty()) {
      result.close();
      throw EngineError.said(error);
    }
    return result;
  }

  MemorySegment handle() {
    return handle;
  }

  /** The bytes, in the engine's memory. */
  MemorySegment bytes() {
    long length = Chdb.call(() -> (long) chdb.resultLength.invokeExact(handle));
    MemorySegment start = Chdb.call(() -> (MemorySegment) chdb.resultBuffer.invokeExact(handle));
    return start.address() == 0 ? MemorySegment.NULL : start.reinterpret(length);
  }

  /** The bytes as text, without white space around them. */
  String text() {
    return new String(bytes().toArray(JAVA_BYTE), UTF_8).strip();
  }

  Progress progress() {
    double seconds = Chdb.call(() -> (double) chdb.resultSeconds.invokeExact(handle));
    return new Progress(
        Chdb.call(() -> (long) chdb.storageRows.invokeExact(handle)),
        Chdb.call(() -> (long) chdb.storageBytes.invokeExact(handle)),
        Chdb.call(() -> (long) chdb.resultRows.invokeExact(handle)),
        Chdb.call(() -> (long) chdb.resultBytes.invokeExact(handle)),
        Chdb.call(() -> (long) chdb.writtenRows.invokeExact(handle)),
        Chdb.call(() -> (long) chdb.writtenBytes.invokeExact(handle)),
        (long) (seconds * NANOS_PER_SECOND));
  }

  @Override
  public void close() {
    Chdb.give(chdb.destroyResult, handle);
  }
}
