package io.drayage.signature;

import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** What holds for every OpenPGP signature, by a key about a key or by a key about an image. */
final class OpenPgpSignatures {
  /** Those whose collisions cannot be made. */
  private static final Set<Integer> STRONG =
      Set.of(
          HashAlgorithmTags.SHA224,
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);

  /** Subpackets whose meaning is known here, or that restrict nothing that matters here. */
  private static final Set<Integer> KNOWN =
      Set.of(
          SignatureSubpacketTags.CREATION_TIME,
          SignatureSubpacketTags.EXPIRE_TIME,
          SignatureSubpacketTags.EXPORTABLE,
          SignatureSubpacketTags.REVOCABLE,
          SignatureSubpacketTags.KEY_EXPIRE_TIME,
          SignatureSubpacketTags.PREFERRED_SYM_ALGS,
          SignatureSubpacketTags.REVOCATION_KEY,
          SignatureSubpacketTags.ISSUER_KEY_ID,
          SignatureSubpacketTags.PREFERRED_HASH_ALGS,
          SignatureSubpacketTags.PREFERRED_COMP_ALGS,
          SignatureSubpacketTags.KEY_SERVER_PREFS,
          SignatureSubpacketTags.PREFERRED_KEY_SERV,
          SignatureSubpacketTags.PRIMARY_USER_ID,
          SignatureSubpacketTags.POLICY_URL,
          SignatureSubpacketTags.KEY_FLAGS,
          SignatureSubpacketTags.SIGNER_USER_ID,
          SignatureSubpacketTags.REVOCATION_REASON,
          SignatureSubpacketTags.FEATURES,
          SignatureSubpacketTags.EMBEDDED_SIGNATURE,
          SignatureSubpacketTags.ISSUER_FINGERPRINT,
          SignatureSubpacketTags.PREFERRED_AEAD_ALGORITHMS);

  /** What is covered by a signature. */
  @FunctionalInterface
  interface Check {
    boolean holds(PGPSignature signature) throws PGPException;
  }

  private OpenPgpSignatures() {}

  /** Whether the signature about keys was made by the key and may be relied on. */
  static boolean isGood(PGPSignature signature, PGPPublicKey by, Check check) {
    if (signature.getKeyID() != by.getKeyID()
        || !(isStrong(signature) || signature.getHashAlgorithm() == HashAlgorithmTags.SHA1)
        || hasUnknownDemand(signature)) {
      return false;
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), by);
      return check.holds(signature);
    } catch (PGPException | RuntimeException malformed) {
      return false;
    }
  }

  /** Whether nobody can make two documents that the signature holds for. */
  static boolean isStrong(PGPSignature signature) {
    return STRONG.contains(signature.getHashAlgorithm());
  }

  /** RFC 4880, section 5.2.3.1: what is critical and not understood makes a signature invalid. */
  static boolean hasUnknownDemand(PGPSignature signature) {
    return IntStream.of(signature.getHashedSubPackets().getCriticalTags())
        .anyMatch(tag -> !KNOWN.contains(tag));
  }

  static Instant created(PGPSignature signature) {
    return signature.getCreationTime().toInstant();
  }

  /** Whether the signature itself, not its key, has an end and that is over. */
  static boolean isExpired(PGPSignature signature, Instant now) {
    long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
    return seconds != 0 && !created(signature).plusSeconds(seconds).isAfter(now);
  }
}
