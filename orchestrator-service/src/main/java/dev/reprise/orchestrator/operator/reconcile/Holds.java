// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedField;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedWorkload;
import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.fields.FieldEdits;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds workloads for one replay at a time, by an annotation on the workload that only one can be
 * the first to write. What a replay changes is put back in the same write that lets go.
 */
final class Holds {

  /** Names the replay that a workload is held for: namespace, name, uid. */
  static final String HELD_BY = "reprise.dev/held-by";

  private static final FieldPath PLACE = FieldPath.of("metadata", "annotations").key(HELD_BY);

  private final ClusterNamespace namespace;
  private final String holder;

  Holds(ClusterNamespace namespace, TrafficReplay replay) {
    this.namespace = namespace;
    this.holder = replay.label() + "/" + replay.getMetadata().getUid();
  }

  /** Whether a workload is held for this replay. */
  boolean isOurs(WorkloadTree workload) {
    return holderOf(workload).equals(holder);
  }

  /**
   * Takes hold of a workload.
   *
   * @return empty once it is held; else what keeps it, for a person
   */
  Optional<String> take(WorkloadTree workload) {
    String there = holderOf(workload);
    if (there.equals(holder)) {
      return Optional.empty();
    }
    if (!there.isEmpty()) {
      return Optional.of(keptBy(workload, there));
    }
    PLACE.set(workload.root(), JsonNodeFactory.instance.textNode(holder));
    return namespace.replace(workload)
        ? Optional.empty()
        : Optional.of(workload.label() + " was changed at this moment; trying again");
  }

  private String keptBy(WorkloadTree workload, String other) {
    String[] parts = other.split("/", 3);
    boolean isThere =
        parts.length == 3
            && Optional.ofNullable(
                    namespace
                        .client()
                        .resources(TrafficReplay.class)
                        .inNamespace(parts[0])
                        .withName(parts[1])
                        .get())
                .filter(found -> parts[2].equals(found.getMetadata().getUid()))
                .isPresent();
    return isThere
        ? "%s is held by TrafficReplay %s/%s".formatted(workload.label(), parts[0], parts[1])
        : ("%s is held by TrafficReplay '%s', which is gone and did not put it back (its finalizer was taken away?)."
                + " Restore its pod template, then remove the annotation: kubectl annotate %s %s %s-")
            .formatted(
                workload.label(),
                other,
                workload.kind().name().toLowerCase(java.util.Locale.ROOT),
                workload.name(),
                HELD_BY);
  }

  /** What is left when a workload was put back as far as it goes. */
  sealed interface Release {
    /** It is as it was, or gone, or was never ours. */
    record Done() implements Release {}

    /** Somebody wrote at the same time; nothing is done yet. */
    record Again() implements Release {}

    /** These fields were changed by somebody else since, and stay. */
    record Left(List<String> fields) implements Release {
      /** Copies the list. */
      public Left {
        fields = List.copyOf(fields);
      }
    }
  }

  /** Puts a workload back and lets go of it. */
  Release release(WorkloadRef ref, Optional<ChangedWorkload> inventory) {
    var found = namespace.workload(ref);
    if (found.isEmpty() || !isOurs(found.get())) {
      return new Release.Done();
    }
    var workload = found.get();
    List<ChangedField> fields =
        inventory
            .filter(one -> one.uid().equals(workload.uid()))
            .map(ChangedWorkload::fields)
            .orElse(List.of());
    var left = FieldEdits.restore(workload.root(), fields);
    PLACE.remove(workload.root());
    if (!namespace.replace(workload)) {
      return new Release.Again();
    }
    return left.isEmpty() ? new Release.Done() : new Release.Left(described(left));
  }

  private static List<String> described(List<ChangedField> fields) {
    var described = new ArrayList<String>();
    for (ChangedField field : fields) {
      described.add(
          field.path()
              + (field.before() == null
                  ? " (absent before)"
                  : " (before: " + field.before() + ")"));
    }
    return described;
  }

  private static String holderOf(WorkloadTree workload) {
    return PLACE.get(workload.root()).map(node -> node.asText()).orElse("");
  }
}
