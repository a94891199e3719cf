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

/** Which workloads of a namespace are recorded, and how. */
@Group("reprise.dev")
@Version("v1")
@Plural("trafficcaptures")
@Singular("trafficcapture")
@ShortNames({"capture", "captures"})
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class TrafficCapture extends CustomResource<TrafficCaptureSpec, TrafficCaptureStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** For deserialisation. */
  public TrafficCapture() {}

  @Override
  @Required
  public TrafficCaptureSpec getSpec() {
    return super.getSpec();
  }

  @Override
  protected TrafficCaptureStatus initStatus() {
    return TrafficCaptureStatus.NEW;
  }

  /** {@code namespace/name}, for messages. */
  public String label() {
    return getMetadata().getNamespace() + "/" + getMetadata().getName();
  }
}
