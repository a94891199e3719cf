// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Asks services through the API server, so that it shows what the API server reaches. */
final class ApiServerProxy {

  private ApiServerProxy() {}

  /**
   * Whether a service answers with success.
   *
   * @throws KubernetesClientException with code 403 if you may not ask
   */
  static boolean answers(Cluster cluster, String scheme, String service, int port, String path) {
    String uri =
        "/api/v1/namespaces/%s/services/%s:%s:%d/proxy/%s"
            .formatted(cluster.namespace(), scheme, service, port, path);
    try {
      return cluster.client().raw(uri) != null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      return false; // the answer, whatever it was
    }
  }
}
