// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.trust.PublicRoots;
import dev.reprise.traffic.trust.TrustBundle;
import dev.reprise.traffic.trust.TrustEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * What an application beside the proxy must trust, where it can read it: in a pod both are other
 * users, so the files are everybody's to read, and no key is among them.
 */
final class TrustFolder {

  private TrustFolder() {}

  /**
   * Writes the files, each whole or not at all.
   *
   * @throws AppException if the folder cannot be written
   */
  static void write(Path folder, Path authority) {
    try {
      Files.createDirectories(folder);
      var trust = TrustBundle.of(Files.readString(authority), PublicRoots.all());
      write(folder.resolve(TrustEnvironment.CA_FILE), bytes(trust.authorityPem()));
      write(folder.resolve(TrustEnvironment.BUNDLE_FILE), bytes(trust.bundlePem()));
      write(folder.resolve(TrustEnvironment.STORE_FILE), trust.store());
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "TRUST_UNWRITABLE",
          "What applications must trust cannot be written to '%s': %s."
              .formatted(folder, e.getMessage()),
          "Name a directory that can be written to with --trust-dir.",
          Map.of("directory", folder.toString()),
          e);
    }
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
