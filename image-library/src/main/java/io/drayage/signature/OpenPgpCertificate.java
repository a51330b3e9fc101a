package io.drayage.signature;

import static io.drayage.signature.OpenPgpSignatures.created;
import static io.drayage.signature.OpenPgpSignatures.isExpired;
import static io.drayage.signature.OpenPgpSignatures.isGood;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A public key with its subkeys and what it says about itself, by GnuPG's rules: a primary key
 * counts with a user ID that it signed, a subkey with the binding of the primary key and, since it
 * signs, with its own binding to that; the newest such signature tells when the key ends and what
 * it is for; and what is revoked, or expired by now, does not count, whenever it signed.
 */
final class OpenPgpCertificate {
  private final PGPPublicKey primary;
  private final List<PGPPublicKey> keys = new ArrayList<>();

  OpenPgpCertificate(PGPPublicKeyRing ring) {
    primary = ring.getPublicKey();
    ring.getPublicKeys().forEachRemaining(keys::add);
  }

  /** The primary key and the subkeys. */
  List<PGPPublicKey> keys() {
    return keys;
  }

  /** The fingerprint of the primary key, by which it is known. */
  String fingerprint() {
    return fingerprint(primary);
  }

  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /**
   * Why a key of this certificate must not sign, if so.
   *
   * @param others may hold the keys that were appointed to revoke this one
   */
  Optional<String> complaint(PGPPublicKey key, Instant now, List<OpenPgpCertificate> others) {
    Optional<String> complaint = primaryComplaint(now, others);
    if (complaint.isPresent()) {
      return complaint;
    }
    return key.isMasterKey()
        ? useComplaint(primary, newest(selfSignatures(now)), now)
        : subkeyComplaint(key, now);
  }

  private Optional<String> primaryComplaint(Instant now, List<OpenPgpCertificate> others) {
    String name = "key " + fingerprint();
    if (primary.getVersion() < 4) {
      return Optional.of(name + " is of an old form that is not safe");
    }
    List<PGPSignature> userIds = userIdSignatures(now);
    if (userIds.isEmpty()) {
      return Optional.of(name + " has no valid user ID");
    }
    if (isRevoked(others)) {
      return Optional.of(name + " is revoked");
    }
    return expiry(primary, newest(selfSignatures(now)), now).map(text -> name + " " + text);
  }

  private Optional<String> subkeyComplaint(PGPPublicKey subkey, Instant now) {
    String name = "subkey " + fingerprint(subkey);
    List<PGPSignature> bindings = new ArrayList<>();
    for (PGPSignature signature : list(subkey.getSignatures())) {
      boolean good =
          isGood(signature, primary, checked -> checked.verifyCertification(primary, subkey));
      if (good && signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION) {
        return Optional.of(name + " is revoked");
      }
      if (good
          && signature.getSignatureType() == PGPSignature.SUBKEY_BINDING
          && !isExpired(signature, now)) {
        bindings.add(signature);
      }
    }
    if (bindings.isEmpty()) {
      return Optional.of(name + " is not bound to key " + fingerprint());
    }
    PGPSignature binding = newest(bindings);
    if (!isBoundBack(subkey, binding)) {
      return Optional.of(name + " does not confirm that it belongs to key " + fingerprint());
    }
    return useComplaint(subkey, binding, now);
  }

  /** Section 5.2.1, 0x19: otherwise a subkey that signs could be taken over by another key. */
  private boolean isBoundBack(PGPPublicKey subkey, PGPSignature binding) {
    try {
      List<PGPSignature> embedded = new ArrayList<>();
      binding.getHashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
      binding.getUnhashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
      return embedded.stream()
          .filter(signature -> signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING)
          .anyMatch(
              signature ->
                  isGood(
                      signature, subkey, checked -> checked.verifyCertification(primary, subkey)));
    } catch (PGPException malformed) {
      return false;
    }
  }

  private static Optional<String> useComplaint(PGPPublicKey key, PGPSignature about, Instant now) {
    boolean stated = about.getHashedSubPackets().hasSubpacket(SignatureSubpacketTags.KEY_FLAGS);
    if (stated && (about.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) == 0) {
      return Optional.of("key " + fingerprint(key) + " is not made for signing data");
    }
    return expiry(key, about, now).map(text -> "key " + fingerprint(key) + " " + text);
  }

  private static Optional<String> expiry(PGPPublicKey key, PGPSignature about, Instant now) {
    Instant created = key.getCreationTime().toInstant();
    long seconds = about.getHashedSubPackets().getKeyExpirationTime();
    Instant end = created.plusSeconds(seconds);
    return seconds == 0 || end.isAfter(now) ? Optional.empty() : Optional.of("expired on " + end);
  }

  /** What the primary key says about itself; not empty when there is a valid user ID. */
  private List<PGPSignature> selfSignatures(Instant now) {
    List<PGPSignature> found = userIdSignatures(now);
    for (PGPSignature signature : list(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
      if (isGoodAboutPrimary(signature, primary) && !isExpired(signature, now)) {
        found.add(signature);
      }
    }
    return found;
  }

  /** The newest signature of each user ID, unless that is revoked. */
  private List<PGPSignature> userIdSignatures(Instant now) {
    List<PGPSignature> found = new ArrayList<>();
    for (byte[] userId : list(primary.getRawUserIDs())) {
      List<PGPSignature> good = new ArrayList<>();
      for (PGPSignature signature : list(primary.getSignaturesForID(userId))) {
        if (isAboutUserId(signature)
            && !isExpired(signature, now)
            && isGood(
                signature, primary, checked -> checked.verifyCertification(userId, primary))) {
          good.add(signature);
        }
      }
      if (!good.isEmpty()
          && newest(good).getSignatureType() != PGPSignature.CERTIFICATION_REVOCATION) {
        found.add(newest(good));
      }
    }
    return found;
  }

  private static boolean isAboutUserId(PGPSignature signature) {
    return signature.isCertification()
        || signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION;
  }

  private boolean isRevoked(List<OpenPgpCertificate> others) {
    for (PGPSignature signature : list(primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION))) {
      if (isGoodAboutPrimary(signature, primary)) {
        return true;
      }
      for (OpenPgpCertificate other : others) {
        if (mayRevoke(other) && isGoodAboutPrimary(signature, other.primary)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether this key appointed another one to revoke it; section 5.2.3.15. */
  private boolean mayRevoke(OpenPgpCertificate other) {
    for (PGPSignature signature : list(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
      for (SignatureSubpacket revoker :
          signature.getHashedSubPackets().getSubpackets(SignatureSubpacketTags.REVOCATION_KEY)) {
        // A class and an algorithm stand in front of the fingerprint.
        byte[] data = revoker.getData();
        if (data.length > 2
            && other.primary.hasFingerprint(Arrays.copyOfRange(data, 2, data.length))
            && isGoodAboutPrimary(signature, primary)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isGoodAboutPrimary(PGPSignature signature, PGPPublicKey by) {
    return isGood(signature, by, checked -> checked.verifyCertification(primary));
  }

  private static PGPSignature newest(List<PGPSignature> signatures) {
    return signatures.stream().max(Comparator.comparing(s -> created(s))).orElseThrow();
  }

  private static <T> List<T> list(Iterator<T> elements) {
    List<T> list = new ArrayList<>();
    elements.forEachRemaining(list::add);
    return list;
  }
}
