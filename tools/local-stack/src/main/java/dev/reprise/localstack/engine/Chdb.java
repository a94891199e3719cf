// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The calls of libchdb's C API that the facade needs, and no others.
 *
 * <p>One engine, on one data directory, per process: that is the library's rule. Every call blocks.
 *
 * <p><b>Threads:</b> thread-safe; but the engine runs one statement at a time on a connection.
 */
@SuppressWarnings("restricted") // foreign memory is what this class is about
final class Chdb {

  /** The engine this binding was tried against; another one is refused. */
  static final String VERSION = "26.7.3";

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;

  final MethodHandle connect;
  final MethodHandle closeConnection;
  final MethodHandle query;
  final MethodHandle openStream;
  final MethodHandle fetch;
  final MethodHandle cancelStream;
  final MethodHandle openInsert;
  final MethodHandle append;
  final MethodHandle finishInsert;
  final MethodHandle cancelInsert;
  final MethodHandle insertError;
  final MethodHandle destroyInsert;
  final MethodHandle classify;
  final MethodHandle resultBuffer;
  final MethodHandle resultLength;
  final MethodHandle resultError;
  final MethodHandle resultSeconds;
  final MethodHandle resultRows;
  final MethodHandle resultBytes;
  final MethodHandle storageRows;
  final MethodHandle storageBytes;
  final MethodHandle writtenRows;
  final MethodHandle writtenBytes;
  final MethodHandle destroyResult;

  private Chdb(SymbolLookup symbols) {
    this.symbols = symbols;
    FunctionDescriptor statement =
        FunctionDescriptor.of(
            ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS,
            ADDRESS, JAVA_LONG);
    FunctionDescriptor pointerOfPointer = FunctionDescriptor.of(ADDRESS, ADDRESS);
    FunctionDescriptor longOfPointer = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    FunctionDescriptor takesPointer = FunctionDescriptor.ofVoid(ADDRESS);
    connect = find("chdb_connect", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    closeConnection = find("chdb_close_conn", takesPointer);
    query = find("chdb_query_with_params_n", statement);
    openStream = find("chdb_stream_query_with_params_n", statement);
    fetch = find("chdb_stream_fetch_result", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    cancelStream = find("chdb_stream_cancel_query", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    openInsert = find("chdb_stream_insert_with_params_n", statement);
    append =
        find("chdb_stream_append", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    finishInsert = find("chdb_stream_done", pointerOfPointer);
    cancelInsert = find("chdb_stream_cancel_insert", takesPointer);
    insertError = find("chdb_stream_insert_error", pointerOfPointer);
    destroyInsert = find("chdb_destroy_insert_stream", takesPointer);
    classify =
        find(
            "chdb_classify_query_n",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS));
    resultBuffer = find("chdb_result_buffer", pointerOfPointer);
    resultLength = find("chdb_result_length", longOfPointer);
    resultError = find("chdb_result_error", pointerOfPointer);
    resultSeconds = find("chdb_result_elapsed", FunctionDescriptor.of(JAVA_DOUBLE, ADDRESS));
    resultRows = find("chdb_result_rows_read", longOfPointer);
    resultBytes = find("chdb_result_bytes_read", longOfPointer);
    storageRows = find("chdb_result_storage_rows_read", longOfPointer);
    storageBytes = find("chdb_result_storage_bytes_read", longOfPointer);
    writtenRows = find("chdb_result_rows_written", longOfPointer);
    writtenBytes = find("chdb_result_bytes_written", longOfPointer);
    destroyResult = find("chdb_destroy_query_result", takesPointer);
  }

  /**
   * Loads the library for the life of the process and keeps it from touching the JVM's signal
   * handlers: HotSpot implements null checks by SIGSEGV, and an engine that takes it over hangs the
   * process at the first NullPointerException.
   *
   * @throws EngineStartException if the file is not the library, or is another version of it
   */
  static Chdb load(Path library) {
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new EngineStartException(
          "The engine's library " + library + " cannot be loaded: " + e.getMessage(),
          EngineLibrary.REMEDY,
          e);
    }
    Chdb chdb = new Chdb(symbols);
    MethodHandle version = chdb.find("chdb_version", FunctionDescriptor.of(ADDRESS));
    String found = text(call(() -> (MemorySegment) version.invokeExact()));
    if (!found.equals(VERSION)) {
      throw new EngineStartException(
          "The engine's library " + library + " is version " + found + ", not " + VERSION + ".",
          EngineLibrary.REMEDY);
    }
    MethodHandle signals =
        chdb.find("chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(JAVA_INT));
    give(signals, 0);
    return chdb;
  }

  private MethodHandle find(String name, FunctionDescriptor descriptor) {
    MemorySegment symbol =
        symbols
            .find(name)
            .orElseThrow(() ->
                new EngineStartException(
                    "The engine's library has no function "
                        + name
                        + ", so it is not the one"
                        + " this program was built for.",
                    EngineLibrary.REMEDY));
    return linker.downcallHandle(symbol, descriptor);
  }

  /** The C string at an address; empty for the null pointer. */
  static String text(MemorySegment address) {
    return address.address() == 0 ? "" : address.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** The value of a pointer stored at an address. */
  static MemorySegment pointerAt(MemorySegment address) {
    return address.reinterpret(((MemoryLayout) ADDRESS).byteSize()).get(ADDRESS, 0);
  }

  /** Makes a native call; what a method handle may throw in theory is a defect here. */
  static <T> T call(NativeCall<T> call) {
    try {
      return call.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A native call failed before it was made", e);
    }
  }

  /** Calls a function that takes one pointer and answers nothing. */
  static void give(MethodHandle function, MemorySegment pointer) {
    Object _ =
        call(() -> {
          function.invokeExact(pointer);
          return Boolean.TRUE;
        });
  }

  /** Calls a function that takes two pointers and answers nothing. */
  static void give(MethodHandle function, MemorySegment first, MemorySegment second) {
    Object _ =
        call(() -> {
          function.invokeExact(first, second);
          return Boolean.TRUE;
        });
  }

  private static void give(MethodHandle function, int value) {
    Object _ =
        call(() -> {
          function.invokeExact(value);
          return Boolean.TRUE;
        });
  }

  /** A native call with an answer. */
  @FunctionalInterface
  interface NativeCall<T> {
    T invoke() throws Throwable;
  }
}
