// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A replay in a cluster: what to replay against which workloads, and how it went. */
@Group("reprise.dev")
@Version("v1")
@Plural("trafficreplays")
@Singular("trafficreplay")
@ShortNames({"replay", "replays"})
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class TrafficReplay extends CustomResource<TrafficReplaySpec, TrafficReplayStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** For deserialisation. */
  public TrafficReplay() {}

  @Override
  @Required
  public TrafficReplaySpec getSpec() {
    return super.getSpec();
  }

  @Override
  protected TrafficReplayStatus initStatus() {
    return TrafficReplayStatus.NEW;
  }

  /** {@code namespace/name}, for messages. */
  public String label() {
    return getMetadata().getNamespace() + "/" + getMetadata().getName();
  }
}
