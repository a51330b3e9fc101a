package io.drayage.copy;

import io.drayage.signature.Signature;
import java.util.List;

/**
 * What a manifest lacks at the destination.
 *
 * @param copied signatures of the source
 * @param signers who must sign it
 */
record SignatureFact(List<Signature> copied, List<ImageSigner> signers) {
  SignatureFact {
    copied = List.copyOf(copied);
    signers = List.copyOf(signers);
  }

  boolean isEmpty() {
    return copied.isEmpty() && signers.isEmpty();
  }
}
