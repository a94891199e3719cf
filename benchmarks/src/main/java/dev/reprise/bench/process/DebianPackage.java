// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of another project that a benchmark measures beside ours.
 *
 * @param program as it is called
 * @param name of the package in Debian
 */
public record DebianPackage(String program, String name) {

  /** A load generator. */
  public static final DebianPackage WRK = new DebianPackage("wrk", "wrk");

  /** A web server and reverse proxy. */
  public static final DebianPackage NGINX = new DebianPackage("nginx", "nginx-light");

  /** A reverse proxy. */
  public static final DebianPackage HAPROXY = new DebianPackage("haproxy", "haproxy");

  /** A proxy that records. */
  public static final DebianPackage MITMPROXY = new DebianPackage("mitmdump", "mitmproxy");

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Path SERVICE_POLICY = Path.of("/usr/sbin/policy-rc.d");

  /**
   * Makes sure that it is there: as root on Debian it is installed, without starting its service.
   *
   * @throws BenchException if it is missing and cannot be installed
   */
  public void require() {
    if (isThere()) {
      return;
    }
    boolean canInstall =
        Files.exists(Path.of("/etc/debian_version"))
            && "root".equals(System.getProperty("user.name"));
    if (!canInstall) {
      throw new BenchException(
          "'%s' is missing: install it (Debian: apt-get install %s).".formatted(program, name));
    }
    install();
    if (!isThere()) {
      throw new BenchException(
          "apt-get has installed %s, but there is no '%s'.".formatted(name, program));
    }
  }

  // Debian starts services as it installs them, and nginx would listen on every interface.
  private void install() {
    boolean isOurPolicy = !Files.exists(SERVICE_POLICY);
    try {
      if (isOurPolicy) {
        Files.writeString(SERVICE_POLICY, "#!/bin/sh\nexit 101\n");
        Files.setPosixFilePermissions(SERVICE_POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Progress.say("installing %s".formatted(name));
      var _ = Tool.run(LIMIT, List.of("apt-get", "update", "-qq")); // new machines have no lists
      var _ =
          Tool.run(
              LIMIT,
              List.of(
                  "env",
                  "DEBIAN_FRONTEND=noninteractive",
                  "apt-get",
                  "install",
                  "-y",
                  "-qq",
                  "--no-install-recommends",
                  name));
      if (isOurPolicy) {
        Files.delete(SERVICE_POLICY);
      }
    } catch (IOException e) {
      throw new BenchException("%s could not be installed: %s".formatted(name, e.getMessage()), e);
    }
  }

  private boolean isThere() {
    return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
