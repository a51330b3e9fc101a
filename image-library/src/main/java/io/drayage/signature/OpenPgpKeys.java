package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** The keys that are accepted of simple signatures. Nothing in it changes. */
final class OpenPgpKeys {
  private final List<OpenPgpCertificate> certificates;

  private OpenPgpKeys(List<OpenPgpCertificate> certificates) {
    this.certificates = certificates;
  }

  /**
   * The content of a message and who signed it.
   *
   * @param key the fingerprint of the key or subkey
   * @param primaryKey the fingerprint of the primary key that it belongs to
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept
  record Signed(byte[] content, String key, String primaryKey) {}

  /**
   * Reads the public keys of files.
   *
   * @throws InvalidFormatException when one of them has none
   */
  static OpenPgpKeys read(List<byte[]> files) {
    List<OpenPgpCertificate> certificates = new ArrayList<>();
    for (byte[] file : files) {
      OpenPgpKeyFile.read(file).forEach(ring -> certificates.add(new OpenPgpCertificate(ring)));
    }
    return new OpenPgpKeys(List.copyOf(certificates));
  }

  /** The fingerprints of the primary keys. */
  List<String> fingerprints() {
    return certificates.stream().map(OpenPgpCertificate::fingerprint).toList();
  }

  /**
   * Verifies a message by these keys.
   *
   * @param now when keys and signature must be valid
   */
  Signed verify(byte[] bytes, Instant now) throws RejectedSignatureException {
    OpenPgpMessage message = OpenPgpMessage.read(bytes);
    PGPSignature signature = message.signature();
    checkForm(signature);
    Optional<String> complaint = Optional.empty();
    boolean known = false;
    for (OpenPgpCertificate certificate : certificates) {
      for (PGPPublicKey key : certificate.keys()) {
        if (!signature.hasKeyIdentifier(key.getKeyIdentifier())) {
          continue;
        }
        known = true;
        if (holds(signature, message.content(), key)) {
          complaint = complaint(signature, certificate, key, now);
          if (complaint.isEmpty()) {
            return new Signed(
                message.content(), OpenPgpCertificate.fingerprint(key), certificate.fingerprint());
          }
        }
      }
    }
    if (complaint.isPresent()) {
      throw new RejectedSignatureException(complaint.get());
    }
    String issuer = "%016X".formatted(signature.getKeyID());
    throw new RejectedSignatureException(
        known
            ? "the OpenPGP signature by key %s does not fit its content".formatted(issuer)
            : "made by key %s, which is not among the accepted ones".formatted(issuer));
  }

  private static void checkForm(PGPSignature signature) throws RejectedSignatureException {
    int type = signature.getSignatureType();
    if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
      throw new RejectedSignatureException(
          "the OpenPGP signature is of type 0x%02x, which is not one of a document"
              .formatted(type));
    }
    if (!OpenPgpSignatures.isStrong(signature)) {
      throw new RejectedSignatureException(
          "the OpenPGP signature uses a digest algorithm that is not safe; let it be made anew with SHA-256");
    }
    if (OpenPgpSignatures.hasUnknownDemand(signature)) {
      throw new RejectedSignatureException(
          "the OpenPGP signature has critical properties that are not understood");
    }
  }

  private Optional<String> complaint(
      PGPSignature signature, OpenPgpCertificate certificate, PGPPublicKey key, Instant now) {
    if (OpenPgpSignatures.created(signature).isBefore(key.getCreationTime().toInstant())) {
      return Optional.of(
          "the OpenPGP signature is older than its key " + OpenPgpCertificate.fingerprint(key));
    }
    if (OpenPgpSignatures.isExpired(signature, now)) {
      return Optional.of("the OpenPGP signature is expired");
    }
    return certificate.complaint(key, now, certificates);
  }

  private static boolean holds(PGPSignature signature, byte[] content, PGPPublicKey key) {
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(content);
      return signature.verify();
    } catch (PGPException | RuntimeException unsuitable) {
      // A key of another kind, or numbers that no key can have made.
      return false;
    }
  }
}
