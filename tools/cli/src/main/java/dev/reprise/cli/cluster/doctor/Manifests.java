// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The manifests of k8s/ that this program was built with: what a cluster should have. */
final class Manifests {

  private Manifests() {}

  /** The resources of a file. */
  static List<HasMetadata> of(String file, KubernetesClient client) {
    try (InputStream in = Manifests.class.getResourceAsStream("/k8s/" + file)) {
      return client.load(in).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
