// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import dev.reprise.traffic.trust.PublicRoots;
import dev.reprise.traffic.trust.TrustBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A {@link TrustBundle} as files: the proxy's CA beside the roots that the JDK trusts.
 *
 * @param ca only the proxy's CA, PEM
 * @param bundle the JDK's roots and the CA, PEM
 * @param store the same as a PKCS #12 trust store
 */
record TrustFiles(Path ca, Path bundle, Path store) {

  /** Writes them under names of their own for each CA, so that running applications keep theirs. */
  static TrustFiles write(String caPem, Path folder) {
    var trust = TrustBundle.of(caPem, PublicRoots.all());
    String name = "ca-" + HexFormat.of().formatHex(fingerprint(trust), 0, 6);
    var files =
        new TrustFiles(
            folder.resolve(name + ".pem").toAbsolutePath(),
            folder.resolve(name + "-and-roots.pem").toAbsolutePath(),
            folder.resolve(name + "-and-roots.p12").toAbsolutePath());
    if (!Files.exists(files.store())) {
      try {
        Files.createDirectories(folder);
        files.writeAll(trust);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write trust files to " + folder, e);
      }
    }
    return files;
  }

  private void writeAll(TrustBundle trust) throws IOException {
    Files.writeString(ca, trust.authorityPem());
    Files.writeString(bundle, trust.bundlePem());
    // The store last and whole: its presence says that all three are there.
    Path draft = Files.createTempFile(store.getParent(), "trust", ".new");
    Files.write(draft, trust.store());
    Files.move(draft, store, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] fingerprint(TrustBundle trust) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(trust.authorityPem().getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
