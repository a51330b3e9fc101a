package io.drayage.signature;

import io.drayage.registries.SignedIdentity;
import java.time.InstantSource;

/** The requirement {@code signedBy}: a simple signature by one of some OpenPGP keys. */
final class SignedByCheck implements SignatureCheck {
  private final OpenPgpKeys keys;
  private final SignedIdentity identity;
  private final InstantSource time;

  SignedByCheck(OpenPgpKeys keys, SignedIdentity identity, InstantSource time) {
    this.keys = keys;
    this.identity = identity;
    this.time = time;
  }

  @Override
  public boolean concerns(Signature signature) {
    return signature instanceof SimpleSignature;
  }

  @Override
  public void check(Signature signature, SignedImage image) throws RejectedSignatureException {
    byte[] message = ((SimpleSignature) signature).message();
    byte[] content = keys.verify(message, time.instant()).content();
    ClaimsCheck.check(ClaimsType.SIMPLE, content, image, identity);
  }
}
