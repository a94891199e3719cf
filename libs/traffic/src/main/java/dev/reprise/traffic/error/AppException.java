// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be done, told to the person who can act on it.
 *
 * <p>The message says what could not be done, which value stood in the way and where, and the rule;
 * the remedy says what to do. Neither ever holds payload or secrets.
 */
public class AppException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final String code;
  private final String remedy;
  private final transient Map<String, String> details;

  /**
   * @param code a stable name in upper snake case, e.g. {@code SNAPSHOT_EMPTY}
   * @param message what, which value, the rule
   * @param remedy what to do; may be empty
   */
  public AppException(ErrorKind kind, String code, String message, String remedy) {
    this(kind, code, message, remedy, Map.of(), null);
  }

  /**
   * @param details named facts for machines
   * @param cause what was thrown beneath, if anything
   */
  public AppException(
      ErrorKind kind,
      String code,
      String message,
      String remedy,
      Map<String, String> details,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.remedy = remedy;
    this.details = Map.copyOf(details);
  }

  /** Whose move it is. */
  public ErrorKind kind() {
    return kind;
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** What to do; may be empty. */
  public String remedy() {
    return remedy;
  }

  /** Named facts for machines. */
  public Map<String, String> details() {
    return details;
  }
}
