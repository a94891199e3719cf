// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates: the authority's own, and those of the names it stands in for. */
final class Certificates {

  private static final Duration CA_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(365);
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final int MAX_COMMON_NAME = 64;

  private Certificates() {}

  static KeyPair newKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** The certificate of a new authority. */
  static X509Certificate selfSigned(KeyPair keys) throws GeneralSecurityException {
    X500Name name = name("Reprise local CA " + Long.toHexString(new SecureRandom().nextLong()));
    Instant now = Clock.systemUTC().instant();
    var builder = builder(name, name, keys.getPublic(), now, now.plus(CA_LIFE));
    try {
      var ids = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(keys.getPublic()));
      return sign(builder, keys);
    } catch (CertIOException e) {
      throw new GeneralSecurityException("the CA's extensions could not be encoded", e);
    }
  }

  /** A certificate for one host name or address. */
  static X509Certificate leaf(LocalAuthority ca, PublicKey key, String host)
      throws GeneralSecurityException {
    Instant now = Clock.systemUTC().instant();
    Instant caEnd = ca.certificate().getNotAfter().toInstant();
    Instant end = now.plus(LEAF_LIFE);
    var issuer = X500Name.getInstance(ca.certificate().getSubjectX500Principal().getEncoded());
    String commonName = host.length() > MAX_COMMON_NAME ? "see the alternative name" : host;
    var builder = builder(issuer, name(commonName), key, now, end.isBefore(caEnd) ? end : caEnd);
    try {
      var ids = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName, false, new GeneralNames(alternativeName(host)));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          ids.createAuthorityKeyIdentifier(ca.certificate().getPublicKey()));
      return sign(builder, new KeyPair(ca.certificate().getPublicKey(), ca.key()));
    } catch (CertIOException e) {
      throw new GeneralSecurityException("no certificate can be made for '" + host + "'", e);
    }
  }

  private static GeneralName alternativeName(String host) {
    boolean isAddress = host.indexOf(':') >= 0 || host.matches("\\d+(\\.\\d+){3}");
    return isAddress
        ? new GeneralName(GeneralName.iPAddress, InetAddress.ofLiteral(host).getHostAddress())
        : new GeneralName(GeneralName.dNSName, host);
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "Reprise")
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(end),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
      throws GeneralSecurityException {
    try {
      var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(content));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("the certificate could not be signed", e);
    }
  }
}
