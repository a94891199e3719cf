// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key pair of the webhook with the authority that signed it. Each has an authority of its own,
 * whose key is thrown away at once: nothing else can ever be signed by what the API server trusts.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param authority the certificate to trust, PEM
 */
record ServingCertificate(String certificate, String key, String authority) {

  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private static final byte[] LINE_END = {'\n'};

  /** A new one for these names. */
  static ServingCertificate make(List<String> names, Duration validity, Instant now) {
    try {
      var authorityKeys = newKeys();
      var keys = newKeys();
      var random = new SecureRandom();
      var issuer = new X500Name("CN=Reprise webhook CA " + Long.toHexString(random.nextLong()));
      var end = now.plus(validity);
      var authority = builder(issuer, issuer, authorityKeys.getPublic(), now, end);
      authority
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      var subject = new X500Name("CN=Reprise webhook");
      var leaf = builder(issuer, subject, keys.getPublic(), now, end);
      var alternatives =
          names.stream()
              .map(name -> new GeneralName(GeneralName.dNSName, name))
              .toArray(GeneralName[]::new);
      leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      return new ServingCertificate(
          signed(leaf, authorityKeys),
          pem("PRIVATE KEY", keys.getPrivate().getEncoded()),
          signed(authority, authorityKeys));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every JVM can make an EC certificate", e);
    }
  }

  /**
   * When it ends.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  Instant end() {
    try {
      var certificates = CertificateFactory.getInstance("X.509");
      var read =
          (X509Certificate)
              certificates.generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
      return read.getNotAfter().toInstant();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the webhook's certificate cannot be read", e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(end),
        subject,
        key);
  }

  private static String signed(JcaX509v3CertificateBuilder builder, KeyPair signer)
      throws OperatorCreationException, IOException {
    var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
    return pem("CERTIFICATE", builder.build(content).getEncoded());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, LINE_END).encodeToString(content), type);
  }

  @Override
  public String toString() {
    return "ServingCertificate[its key is not shown]";
  }
}
