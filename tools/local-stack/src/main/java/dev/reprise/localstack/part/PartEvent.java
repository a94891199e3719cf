// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.time.Duration;

/** What can happen to a part. */
public sealed interface PartEvent {

  /** Its dependencies are ready and there is room to start another. */
  record Launch() implements PartEvent {}

  /** It has shown that it can be used. */
  record BecameReady() implements PartEvent {}

  /** The time it had for becoming ready is over. */
  record StartTimedOut() implements PartEvent {}

  /**
   * It runs, and does not answer any more.
   *
   * @param complaint in words for a log
   */
  record StoppedAnswering(String complaint) implements PartEvent {}

  /**
   * Its process ended, or could not be started.
   *
   * @param ranFor since its launch
   */
  record Exited(ExitReason reason, Duration ranFor) implements PartEvent {}

  /** The pause before the next attempt is over. */
  record BackOffElapsed() implements PartEvent {}

  /** It shall end. */
  record StopRequested() implements PartEvent {}

  /** The time it had for ending is over. */
  record GraceElapsed() implements PartEvent {}
}
