// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.trust;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables that lead an application's calls to a proxy and make it trust what is
 * minted there. docs/capture.md tells which clients honour which.
 *
 * @param ca only the minting authority, PEM
 * @param bundle public roots and the authority, PEM
 * @param store the same as a PKCS #12 trust store
 */
public record TrustEnvironment(String ca, String bundle, String store) {

  /** What {@link #in} expects the authority's file to be called. */
  public static final String CA_FILE = "ca.pem";

  /** What {@link #in} expects the bundle to be called. */
  public static final String BUNDLE_FILE = "bundle.pem";

  /** What {@link #in} expects the trust store to be called. */
  public static final String STORE_FILE = "truststore.p12";

  /** Read by every JVM; holds several options, so it is added to and never replaced. */
  public static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** Of the files in a folder of a pod. */
  public static TrustEnvironment in(String folder) {
    return new TrustEnvironment(
        folder + "/" + CA_FILE, folder + "/" + BUNDLE_FILE, folder + "/" + STORE_FILE);
  }

  /** Variables whose whole value is ours. */
  public Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("NODE_EXTRA_CA_CERTS", ca);
    variables.put("SSL_CERT_FILE", bundle);
    variables.put("REQUESTS_CA_BUNDLE", bundle);
    variables.put("CURL_CA_BUNDLE", bundle);
    variables.put("GIT_SSL_CAINFO", bundle);
    return variables;
  }

  /** What the JVM's options need besides, so that it trusts the authority. */
  public String javaOptions() {
    return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword=%s"
        .formatted(store, TrustBundle.STORE_PASSWORD);
  }

  /**
   * Variables that name a proxy; in both cases, since curl reads http_proxy only in lower case and
   * others only in upper case.
   *
   * @param noProxy hosts that are reached without it, separated by commas; may be empty
   */
  public static Map<String, String> proxyVariables(String host, int port, String noProxy) {
    String proxy = "http://" + host + ":" + port;
    var variables = new LinkedHashMap<String, String>();
    for (String name : new String[] {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"}) {
      variables.put(name, proxy);
    }
    variables.put("NO_PROXY", noProxy);
    variables.put("no_proxy", noProxy);
    // Node 24 and newer lead fetch and http through the proxy only when told to.
    variables.put("NODE_USE_ENV_PROXY", "1");
    return variables;
  }

  /** What the JVM's options need besides, so that its clients use the proxy. */
  public static String javaProxyOptions(String host, int port, String noProxy) {
    // Never left out: the JDK leaves loopback and localhost out by default.
    return "-Dhttp.proxyHost=%1$s -Dhttp.proxyPort=%2$d -Dhttps.proxyHost=%1$s -Dhttps.proxyPort=%2$d -Dhttp.nonProxyHosts=%3$s -Djdk.http.auth.tunneling.disabledSchemes="
        .formatted(host, port, noProxy.replace(',', '|'));
  }

  /** Options of ours after those that were there. */
  public static String added(String there, String ours) {
    return there.isBlank() ? ours : there.strip() + " " + ours;
  }
}
