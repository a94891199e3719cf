// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

/**
 * What a look at one thing has found.
 *
 * @param what was looked at
 * @param verdict how it stands
 * @param detail what was seen
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(String what, Verdict verdict, String detail, String remedy) {

  /** How a thing stands. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** It works, with a limit that one should know. */
    NOTE,
    /** It keeps something from working. */
    PROBLEM,
    /** It could not be looked at. */
    UNKNOWN
  }

  static Finding ok(String what, String detail) {
    return new Finding(what, Verdict.OK, detail, "");
  }

  static Finding note(String what, String detail, String remedy) {
    return new Finding(what, Verdict.NOTE, detail, remedy);
  }

  static Finding problem(String what, String detail, String remedy) {
    return new Finding(what, Verdict.PROBLEM, detail, remedy);
  }

  static Finding unknown(String what, String detail, String remedy) {
    return new Finding(what, Verdict.UNKNOWN, detail, remedy);
  }
}
