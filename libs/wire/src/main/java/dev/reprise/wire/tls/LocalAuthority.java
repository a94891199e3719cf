// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;

/**
 * The certificate authority of this machine: made once in a directory, trusted by the applications
 * that are recorded, and by nobody else.
 *
 * <p>{@code ca-key.pem} can be read by its owner only; {@code ca.pem} may be shown to anyone. Two
 * processes that start at once make one authority: the directory is locked meanwhile.
 *
 * <p><b>Threads:</b> immutable; {@link #in} blocks on files.
 */
public final class LocalAuthority {

  private static final String KEY_FILE = "ca-key.pem";
  private static final String CERTIFICATE_FILE = "ca.pem";

  private final Path certificateFile;
  private final PrivateKey key;
  private final X509Certificate certificate;

  private LocalAuthority(Path certificateFile, PrivateKey key, X509Certificate certificate) {
    this.certificateFile = certificateFile;
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Opens the authority in the directory; makes it if there is none.
   *
   * @throws AppException if the directory cannot be used, or holds an authority that has expired
   */
  public static LocalAuthority in(Path directory) {
    try {
      Files.createDirectories(directory);
      try (var lock =
          FileChannel.open(
              directory.resolve(".ca.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        var _ = lock.lock(); // released with the channel
        return open(directory);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new AppException(
          ErrorKind.USER,
          "CA_UNUSABLE",
          "The certificate authority in '" + directory + "' cannot be used: " + e.getMessage(),
          "Name a directory that can be written to, or remove this one to have a new authority made.",
          Map.of("directory", directory.toString()),
          e);
    }
  }

  /** The certificate, for applications to trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Where the certificate lies, as PEM. */
  public Path certificateFile() {
    return certificateFile;
  }

  PrivateKey key() {
    return key;
  }

  private static LocalAuthority open(Path directory) throws IOException, GeneralSecurityException {
    Path keyFile = directory.resolve(KEY_FILE);
    Path certificateFile = directory.resolve(CERTIFICATE_FILE);
    if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
      create(keyFile, certificateFile);
    }
    PrivateKey key = Pem.readKey(keyFile);
    X509Certificate certificate = Pem.readCertificates(certificateFile).getFirst();
    certificate.checkValidity(java.util.Date.from(Clock.systemUTC().instant()));
    return new LocalAuthority(certificateFile, key, certificate);
  }

  private static void create(Path keyFile, Path certificateFile)
      throws IOException, GeneralSecurityException {
    var keys = Certificates.newKeys();
    Path newKey = keyFile.resolveSibling(KEY_FILE + ".new");
    Files.deleteIfExists(newKey);
    if (Files.getFileStore(keyFile.toAbsolutePath().getParent())
        .supportsFileAttributeView("posix")) {
      Files.createFile(
          newKey,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(newKey, Pem.write(keys.getPrivate()));
    Files.move(newKey, keyFile, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(certificateFile, Pem.write(Certificates.selfSigned(keys)));
  }
}
