// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.plan;

import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan is made from: the replay's namespace as it is. Blocks on the API server. */
public interface NamespaceView {

  /** A workload, if there is one of that name. */
  Optional<WorkloadTree> workload(WorkloadRef ref);

  /** The text entries of a ConfigMap, if there is one of that name. */
  Optional<Map<String, String>> configMap(String name);

  /** Whether there is a Secret of that name. Its content is not read. */
  boolean hasSecret(String name);

  /** What this operator may not do here but would have to, e.g. {@code update deployments.apps}. */
  List<String> missingPermissions();
}
