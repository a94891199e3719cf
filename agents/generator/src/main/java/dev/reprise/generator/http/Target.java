// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where requests go.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address
 * @param port 1 to 65535
 * @param pathPrefix put before every path; empty or beginning with a slash, never ending with one
 * @param address looked up once, so that no event loop ever waits for a name server; may be
 *     unresolved, and connecting then fails
 */
public record Target(
    String scheme, String host, int port, String pathPrefix, InetSocketAddress address) {

  /**
   * Reads a URL and looks its host up.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @throws AppException {@code TARGET_INVALID} if it is not an http or https URL
   */
  public static Target parse(String url) {
    var uri = uri(url);
    var scheme = uri.getScheme();
    var path = uri.getRawPath();
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Target(
        scheme,
        uri.getHost(),
        port,
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        new InetSocketAddress(uri.getHost(), port));
  }

  private static URI uri(String url) {
    try {
      var uri = new URI(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Told below like any other.
    }
    throw new AppException(
        ErrorKind.USER,
        "TARGET_INVALID",
        "The target '%s' is not the address of a system under test.".formatted(url),
        "Give a URL such as http://127.0.0.1:8080.");
  }

  /** Whether connections are over TLS. */
  boolean isTls() {
    return scheme.equals("https");
  }

  /** The host, with the port where it is not the scheme's own. */
  public String authority() {
    return port == (isTls() ? 443 : 80) ? host : host + ":" + port;
  }

  /** Scheme and authority, as links begin. */
  public String base() {
    return scheme + "://" + authority();
  }
}
