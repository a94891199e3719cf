// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables that lead an application's outbound calls to a proxy, and make it trust
 * the proxy's certificates. Which HTTP clients honour which of them is told in docs/capture.md.
 */
public final class ProxyEnvironment {

  private ProxyEnvironment() {}

  /**
   * Writes the trust files, and gives the variables that name them.
   *
   * @param caCertificatePem the CA that the proxy mints certificates with
   * @param folder where trust files are kept; made when absent
   */
  public static Map<String, String> of(
      String host, int port, String caCertificatePem, Path folder) {
    var trust = TrustFiles.write(caCertificatePem, folder);
    var environment = new LinkedHashMap<String, String>();
    putProxy(environment, "http://" + host + ":" + port);
    environment.put("JAVA_TOOL_OPTIONS", javaOptions(host, port, trust));
    environment.put("NODE_EXTRA_CA_CERTS", trust.ca().toString());
    // Node 24 and newer lead fetch and http through the proxy only when told to.
    environment.put("NODE_USE_ENV_PROXY", "1");
    environment.put("SSL_CERT_FILE", trust.bundle().toString());
    environment.put("REQUESTS_CA_BUNDLE", trust.bundle().toString());
    environment.put("CURL_CA_BUNDLE", trust.bundle().toString());
    environment.put("GIT_SSL_CAINFO", trust.bundle().toString());
    return environment;
  }

  // Both cases: curl reads http_proxy only in lower case, others only in upper case.
  private static void putProxy(Map<String, String> environment, String proxy) {
    for (String name : new String[] {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"}) {
      environment.put(name, proxy);
    }
    environment.put("NO_PROXY", "");
    environment.put("no_proxy", "");
  }

  private static String javaOptions(String host, int port, TrustFiles trust) {
    String options =
        "-Dhttp.proxyHost=%1$s -Dhttp.proxyPort=%2$d -Dhttps.proxyHost=%1$s -Dhttps.proxyPort=%2$d"
                .formatted(host, port)
            // Empty: the JDK leaves loopback and localhost out by default.
            + " -Dhttp.nonProxyHosts= -Djdk.http.auth.tunneling.disabledSchemes="
            + " -Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStoreType=PKCS12"
                .formatted(trust.store())
            + " -Djavax.net.ssl.trustStorePassword="
            + TrustFiles.STORE_PASSWORD;
    return Optional.ofNullable(System.getenv("JAVA_TOOL_OPTIONS"))
        .filter(given -> !given.isBlank())
        .map(given -> given + " " + options)
        .orElse(options);
  }
}
