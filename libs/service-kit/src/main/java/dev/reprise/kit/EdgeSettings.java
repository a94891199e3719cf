// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a service's HTTP side answers to. */
@Singleton
class EdgeSettings {

  private final List<String> allowedHosts;
  private final List<String> allowedOrigins;
  private final List<String> openPaths;
  private final String sessionPath;

  /**
   * @param allowedHosts {@code reprise.allowed-hosts}: hosts beside this machine's own names
   * @param allowedOrigins {@code reprise.allowed-origins}: origins beside its own whose pages may
   *     use it, e.g. {@code https://reprise.example}
   * @param openPaths {@code reprise.open-paths}: paths that hold no data and need no token; one
   *     that ends with {@code /*} means a folder
   * @param sessionPath {@code reprise.session-path}: where a browser sends its session
   */
  EdgeSettings(
      @ConfigProperty(name = "reprise.allowed-hosts") Optional<List<String>> allowedHosts,
      @ConfigProperty(name = "reprise.allowed-origins") Optional<List<String>> allowedOrigins,
      @ConfigProperty(name = "reprise.open-paths") Optional<List<String>> openPaths,
      @ConfigProperty(name = "reprise.session-path", defaultValue = "/") String sessionPath) {
    this.allowedHosts = allowedHosts.orElse(List.of());
    this.allowedOrigins = allowedOrigins.orElse(List.of());
    this.openPaths = openPaths.orElse(List.of());
    this.sessionPath = sessionPath;
  }

  List<String> allowedHosts() {
    return allowedHosts;
  }

  List<String> allowedOrigins() {
    return allowedOrigins;
  }

  String sessionPath() {
    return sessionPath;
  }

  /** Whether whatever lies there may be had without a token. */
  boolean isOpen(String path) {
    return openPaths.stream()
        .anyMatch(open -> open.endsWith("/*") ? isUnder(path, open) : path.equals(open));
  }

  private static boolean isUnder(String path, String open) {
    var folder = open.substring(0, open.length() - "/*".length());
    return path.equals(folder) || path.startsWith(folder + "/");
  }
}
