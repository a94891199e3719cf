// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/** The coordinator: one committed position, which only the present generation may change. */
final class ModelGroup {

  private final Mishaps mishaps;
  private long position;
  private String metadata = "";
  private int generation;

  ModelGroup(Mishaps mishaps) {
    this.mishaps = mishaps;
  }

  /** Gives the partition to a new owner. */
  int assign() {
    return ++generation;
  }

  PartitionIntake.Start committed() {
    return new PartitionIntake.Start(position, metadata);
  }

  Commits of(int owner) {
    return (newPosition, newMetadata) -> {
      mishaps.here();
      if (owner != generation) {
        throw new FencedException("generation " + owner + " is over");
      }
      position = newPosition;
      metadata = newMetadata;
      mishaps.here();
    };
  }
}
