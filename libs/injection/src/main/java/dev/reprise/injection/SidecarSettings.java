// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import java.util.Optional;

/**
 * What every sidecar of an installation has in common; annotations of a pod template may say
 * otherwise of some of it.
 *
 * @param image of the proxy
 * @param pullPolicy Always, IfNotPresent or Never
 * @param ingestAddress host:port at which pods reach ingest-service
 * @param tokenSecret a Secret in the pod's namespace whose key {@code token} holds what the proxy
 *     shows to ingest-service; empty where none is asked for
 * @param resources what the container asks for
 * @param user who it runs as; not root, and nobody of the application
 * @param transparent whether connections are led to it by the kernel, instead of by settings of the
 *     application
 */
public record SidecarSettings(
    String image,
    String pullPolicy,
    String ingestAddress,
    Optional<String> tokenSecret,
    Resources resources,
    int user,
    boolean transparent) {

  /** As the command line and the webhook have it where nothing else is said. */
  public static final SidecarSettings DEFAULT =
      new SidecarSettings(
          "reprise/capture-proxy:latest",
          "IfNotPresent",
          "reprise-ingest.reprise.svc:7401",
          Optional.empty(),
          Resources.DEFAULT,
          65_532,
          false);

  /** Applications are led to it by their settings. */
  public SidecarSettings(
      String image,
      String pullPolicy,
      String ingestAddress,
      Optional<String> tokenSecret,
      Resources resources,
      int user) {
    this(image, pullPolicy, ingestAddress, tokenSecret, resources, user, false);
  }

  /** The same, but for how connections are led to it. */
  public SidecarSettings withTransparent(boolean other) {
    return new SidecarSettings(
        image, pullPolicy, ingestAddress, tokenSecret, resources, user, other);
  }

  /**
   * What a container asks for, as Kubernetes writes quantities.
   *
   * @param cpuRequest e.g. {@code 50m}
   * @param memoryRequest e.g. {@code 192Mi}
   * @param memoryLimit e.g. {@code 384Mi}; processor time is never limited, since that would slow
   *     the application down
   */
  public record Resources(String cpuRequest, String memoryRequest, String memoryLimit) {

    /** The design's bound of 256 MiB for a proxy on a JVM, and room for bursts. */
    public static final Resources DEFAULT = new Resources("50m", "192Mi", "384Mi");
  }
}
