package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.registries.SignedIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requirement {@code sigstoreSigned}: a signature that cosign or skopeo attached. */
final class SigstoreSignedCheck implements SignatureCheck {
  private final SigstoreKeys keys;
  private final SignedIdentity identity;

  SigstoreSignedCheck(SigstoreKeys keys, SignedIdentity identity) {
    this.keys = keys;
    this.identity = identity;
  }

  @Override
  public boolean concerns(Signature signature) {
    return signature instanceof SigstoreSignature sigstore
        && sigstore.mediaType().equals(SigstoreSignature.SIMPLE_SIGNING);
  }

  @Override
  public void check(Signature signature, SignedImage image) throws RejectedSignatureException {
    Attached attached = new Attached((SigstoreSignature) signature);
    byte[] payload = attached.payload();
    byte[] bytes = attached.signature();
    List<SigstorePublicKey> accepted = keys.of(attached);
    if (accepted.stream().noneMatch(key -> key.verifies(payload, bytes))) {
      throw new RejectedSignatureException("not made with an accepted key, or changed afterwards");
    }
    ClaimsCheck.check(ClaimsType.SIGSTORE, payload, image, identity);
  }

  /** A signature with its annotations, which may or may not be there. */
  record Attached(SigstoreSignature untrusted) {
    byte[] payload() {
      return untrusted.payload();
    }

    byte[] signature() throws RejectedSignatureException {
      try {
        return Base64Text.decode(annotation(SigstoreSignature.SIGNATURE), "the sigstore signature");
      } catch (InvalidFormatException e) {
        throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
      }
    }

    /** The text of an annotation that must be there. */
    String annotation(String name) throws RejectedSignatureException {
      @Nullable String text = untrusted.annotations().get(name);
      if (text == null) {
        throw new RejectedSignatureException("it has no annotation " + name);
      }
      return text;
    }

    boolean has(String name) {
      return untrusted.annotations().containsKey(name);
    }
  }
}
