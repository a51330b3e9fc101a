package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Authorities that certify keys for signing; RFC 5280, verified by Java's PKIX. Nobody is asked
 * whether a certificate was revoked. Nothing in it changes.
 */
final class CertificateAuthorities {
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String ANY_USE = "2.5.29.37.0";

  /** Enough for any real chain, and little enough to try. */
  private static final int MAXIMUM_CHAIN = 16;

  private final List<X509Certificate> roots;
  private final List<X509Certificate> intermediates;

  CertificateAuthorities(List<X509Certificate> roots, List<X509Certificate> intermediates) {
    this.roots = List.copyOf(roots);
    this.intermediates = List.copyOf(intermediates);
  }

  /**
   * All certificates of a text in PEM.
   *
   * @throws InvalidFormatException when there is none, or something else or damaged
   */
  static List<X509Certificate> read(byte[] pem, String what) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemObject block : Pem.blocks(pem, what)) {
        if (!block.getType().equals("CERTIFICATE")) {
          throw new InvalidFormatException(
              "%s holds a \"%s\", where certificates are expected"
                  .formatted(what, block.getType()));
        }
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
      }
    } catch (CertificateException e) {
      throw new InvalidFormatException(what + " holds a damaged certificate", e);
    }
    return certificates;
  }

  /**
   * Verifies that a certificate was valid at a time, for signing and by one of the roots.
   *
   * @param chain more intermediate certificates, from whoever made the signature; the last one is
   *     the root by cosign's habit and not used
   */
  void verify(X509Certificate leaf, List<X509Certificate> chain, Instant time)
      throws RejectedSignatureException {
    if (chain.size() > MAXIMUM_CHAIN) {
      throw new RejectedSignatureException(
          "%d certificates are between the key and its authority; at most %d are looked at"
              .formatted(chain.size(), MAXIMUM_CHAIN));
    }
    if (!maySign(leaf)) {
      throw new RejectedSignatureException("the certificate of the key is not for signing code");
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate root : roots) {
      // Java takes roots as they are; others want them valid and for this use as well.
      if (maySign(root) && isValid(root, time)) {
        anchors.add(new TrustAnchor(root, null));
      }
    }
    if (anchors.isEmpty()) {
      throw new RejectedSignatureException("no certificate authority was valid on " + time);
    }
    Collection<X509Certificate> between = new ArrayList<>(intermediates);
    between.addAll(chain.subList(0, Math.max(0, chain.size() - 1)));
    between.removeIf(certificate -> !maySign(certificate));
    between.add(leaf);
    build(leaf, between, anchors, time);
  }

  private static void build(
      X509Certificate leaf,
      Collection<X509Certificate> certificates,
      Set<TrustAnchor> anchors,
      Instant time)
      throws RejectedSignatureException {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(leaf);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (CertPathBuilderException e) {
      throw new RejectedSignatureException(
          "the certificate of the key was not issued by an accepted authority, or not valid on %s (%s)"
              .formatted(time, reason(e)),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PKIX is missing from this Java runtime", e);
    }
  }

  private static String reason(CertPathBuilderException failure) {
    return Optional.ofNullable(failure.getCause())
        .map(Throwable::getMessage)
        .orElse(String.valueOf(failure.getMessage()));
  }

  private static boolean isValid(X509Certificate certificate, Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && !time.isAfter(certificate.getNotAfter().toInstant());
  }

  /** Whether its extended uses, if it names any, include signing code. */
  private static boolean maySign(X509Certificate certificate) {
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses == null || uses.contains(CODE_SIGNING) || uses.contains(ANY_USE);
    } catch (CertificateParsingException malformed) {
      return false;
    }
  }
}
