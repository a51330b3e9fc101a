package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.InvalidFormatException;
import io.drayage.signature.SigstoreSignedCheck.Attached;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which keys may have made a sigstore signature. Nothing in it changes. */
sealed interface SigstoreKeys {

  /**
   * The keys, one of which must have made the signature.
   *
   * @throws RejectedSignatureException when there is none; says why
   */
  List<SigstorePublicKey> of(Attached signature) throws RejectedSignatureException;

  /** Known keys. */
  record Known(List<SigstorePublicKey> keys) implements SigstoreKeys {
    @Override
    public List<SigstorePublicKey> of(Attached signature) {
      return keys;
    }
  }

  /** Known keys whose use stands in Rekor's log. */
  record Logged(List<SigstorePublicKey> keys, List<SigstorePublicKey> rekorKeys)
      implements SigstoreKeys {
    @Override
    public List<SigstorePublicKey> of(Attached signature) throws RejectedSignatureException {
      RekorPromise promise =
          RekorPromise.verified(signature.annotation(SigstoreSignature.BUNDLE), rekorKeys);
      RejectedSignatureException failure =
          new RejectedSignatureException("there is no key to look for in Rekor's log");
      for (SigstorePublicKey key : keys) {
        try {
          promise.timeOf(key.encoded(), signature.signature(), signature.payload());
          return List.of(key);
        } catch (RejectedSignatureException e) {
          failure = e;
        }
      }
      throw failure;
    }
  }

  /**
   * The key in a certificate that Fulcio issued when somebody logged in, and whose use is logged.
   */
  record ByFulcio(
      CertificateAuthorities authorities,
      String oidcIssuer,
      String subjectEmail,
      List<SigstorePublicKey> rekorKeys)
      implements SigstoreKeys {
    @Override
    public List<SigstorePublicKey> of(Attached signature) throws RejectedSignatureException {
      X509Certificate leaf = leaf(signature);
      Instant time =
          RekorPromise.verified(signature.annotation(SigstoreSignature.BUNDLE), rekorKeys)
              .timeOf(encoded(leaf), signature.signature(), signature.payload());
      authorities.verify(leaf, chain(signature), time);
      String issuer = FulcioIssuer.of(leaf);
      if (!issuer.equals(oidcIssuer)) {
        throw new RejectedSignatureException(
            "the certificate is of somebody who logged in at %s, not at %s"
                .formatted(issuer, oidcIssuer));
      }
      new CertifiedNames(leaf).requireEmail(subjectEmail);
      return List.of(key(leaf));
    }
  }

  /** The key in a certificate of an ordinary authority. */
  record ByPki(
      CertificateAuthorities authorities,
      Optional<String> subjectEmail,
      Optional<String> subjectHostname,
      InstantSource time)
      implements SigstoreKeys {
    @Override
    public List<SigstorePublicKey> of(Attached signature) throws RejectedSignatureException {
      X509Certificate leaf = leaf(signature);
      authorities.verify(leaf, chain(signature), time.instant());
      CertifiedNames names = new CertifiedNames(leaf);
      if (subjectEmail.isPresent()) {
        names.requireEmail(subjectEmail.get());
      }
      if (subjectHostname.isPresent()) {
        names.requireHostname(subjectHostname.get());
      }
      return List.of(key(leaf));
    }
  }

  private static X509Certificate leaf(Attached signature) throws RejectedSignatureException {
    List<X509Certificate> certificates = certificates(signature, SigstoreSignature.CERTIFICATE);
    if (certificates.size() != 1) {
      throw new RejectedSignatureException(
          "it has %d certificates of its key, where one is expected"
              .formatted(certificates.size()));
    }
    return certificates.getFirst();
  }

  private static List<X509Certificate> chain(Attached signature) throws RejectedSignatureException {
    boolean there =
        signature.has(SigstoreSignature.CHAIN)
            && !signature.annotation(SigstoreSignature.CHAIN).isEmpty();
    return there ? certificates(signature, SigstoreSignature.CHAIN) : List.of();
  }

  private static List<X509Certificate> certificates(Attached signature, String annotation)
      throws RejectedSignatureException {
    try {
      return CertificateAuthorities.read(
          signature.annotation(annotation).getBytes(UTF_8), annotation);
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) throws RejectedSignatureException {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new RejectedSignatureException("the certificate of the key is damaged", e);
    }
  }

  private static SigstorePublicKey key(X509Certificate certificate)
      throws RejectedSignatureException {
    try {
      return SigstorePublicKey.of(certificate.getPublicKey());
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
    }
  }
}
