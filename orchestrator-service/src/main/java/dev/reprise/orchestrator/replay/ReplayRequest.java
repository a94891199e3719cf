// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.replay;

import dev.reprise.orchestrator.machine.Role;
import java.util.List;
import java.util.Set;

/**
 * What a caller asked to be replayed, checked.
 *
 * @param snapshot its name
 * @param snapshotVersion which version of it, from 1
 * @param mode which agents take part
 * @param testConfigJson how to replay; never empty
 * @param target where the system under test listens; empty when only the responder takes part
 * @param responderPort where the responder listens; 0 lets it choose
 * @param isWaitingForSut whether the generator waits until the caller says that the SUT is up
 * @param buildTag free words of the caller
 * @param slices the slices that are switched on, by key; empty leaves them as the snapshot has them
 */
public record ReplayRequest(
    String snapshot,
    int snapshotVersion,
    Mode mode,
    String testConfigJson,
    String target,
    int responderPort,
    boolean isWaitingForSut,
    String buildTag,
    List<String> slices) {

  /** Copies the list. */
  public ReplayRequest {
    slices = List.copyOf(slices);
  }

  /** With the slices that the snapshot has switched on. */
  public ReplayRequest(
      String snapshot,
      int snapshotVersion,
      Mode mode,
      String testConfigJson,
      String target,
      int responderPort,
      boolean isWaitingForSut,
      String buildTag) {
    this(
        snapshot,
        snapshotVersion,
        mode,
        testConfigJson,
        target,
        responderPort,
        isWaitingForSut,
        buildTag,
        List.of());
  }

  /** Which agents take part. */
  public enum Mode {
    /** Both. */
    FULL,
    /** The real dependencies answer. */
    GENERATOR_ONLY,
    /** Somebody else drives the SUT. */
    RESPONDER_ONLY;

    /** The agents that take part. */
    public Set<Role> roles() {
      return switch (this) {
        case FULL -> Set.of(Role.GENERATOR, Role.RESPONDER);
        case GENERATOR_ONLY -> Set.of(Role.GENERATOR);
        case RESPONDER_ONLY -> Set.of(Role.RESPONDER);
      };
    }
  }
}
