// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import dev.reprise.traffic.trust.TrustEnvironment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@link TrustEnvironment} says, for a child on this machine: nothing is left out. */
public final class ProxyEnvironment {

  private static final String NOTHING = "";

  private ProxyEnvironment() {}

  /**
   * Writes the trust files, and gives the variables that name them and the proxy.
   *
   * @param caCertificatePem the CA that the proxy mints certificates with
   * @param folder where trust files are kept; made when absent
   */
  public static Map<String, String> of(
      String host, int port, String caCertificatePem, Path folder) {
    return of(host, port, TrustFiles.write(caCertificatePem, folder), System.getenv());
  }

  /** As above, beside the variables that the child inherits. */
  static Map<String, String> of(
      String host, int port, TrustFiles files, Map<String, String> inherited) {
    var trust =
        new TrustEnvironment(
            files.ca().toString(), files.bundle().toString(), files.store().toString());
    var environment = new LinkedHashMap<String, String>();
    environment.putAll(TrustEnvironment.proxyVariables(host, port, NOTHING));
    environment.putAll(trust.variables());
    environment.put(
        TrustEnvironment.JAVA_OPTIONS,
        TrustEnvironment.added(
            inherited.getOrDefault(TrustEnvironment.JAVA_OPTIONS, ""),
            TrustEnvironment.javaProxyOptions(host, port, NOTHING) + " " + trust.javaOptions()));
    return environment;
  }
}
