// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The warehouse did not answer, or answered that it could not. */
public final class WarehouseException extends AppException {

  private static final long serialVersionUID = 1L;

  private final int serverCode;

  private WarehouseException(
      ErrorKind kind,
      String code,
      String message,
      String remedy,
      int serverCode,
      @Nullable Throwable cause) {
    super(kind, code, message, remedy, Map.of(), cause);
    this.serverCode = serverCode;
  }

  /** No answer came: whether the request was carried out is not known. */
  public static WarehouseException unanswered(WarehouseAddress address, Throwable cause) {
    return new WarehouseException(
        ErrorKind.UPSTREAM,
        "WAREHOUSE_UNREACHABLE",
        "The warehouse at "
            + address.endpoint()
            + " did not answer: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + ".",
        "Check that ClickHouse runs there (reprise status), and reprise.warehouse.url.",
        0,
        cause);
  }

  /** The server refused, with its own code and words. */
  public static WarehouseException refused(int serverCode, String words) {
    return new WarehouseException(
        ErrorKind.UPSTREAM,
        "WAREHOUSE_REFUSED",
        "The warehouse refused a request: " + words.strip(),
        "See the server's code " + serverCode + " in ClickHouse's documentation.",
        serverCode,
        null);
  }

  /** An answer came, but not all of it. */
  public static WarehouseException brokenOff(Throwable cause) {
    return new WarehouseException(
        ErrorKind.UPSTREAM,
        "WAREHOUSE_BROKE_OFF",
        "The warehouse broke off its answer: " + cause.getMessage() + ".",
        "Ask again; see the warehouse's log if it stays so.",
        0,
        cause);
  }

  /** ClickHouse's own error code; 0 when there was no answer. */
  public int serverCode() {
    return serverCode;
  }
}
