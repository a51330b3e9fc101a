package io.drayage.copy;

import io.drayage.copy.CopyStep.PutSignatures;
import io.drayage.image.Digest;
import io.drayage.signature.Signature;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.SignatureStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Brings signatures to the destination, and makes those that are asked for. */
final class SignatureDelivery {
  private final CopyRequest request;
  private final ImageDestination destination;
  private final ProgressListener listener;
  private final Sides sides;

  SignatureDelivery(CopyRequest request, ImageDestination destination, ProgressListener listener) {
    this.request = request;
    this.destination = destination;
    this.listener = listener;
    this.sides = new Sides(request);
  }

  /**
   * Carries out a step.
   *
   * @param digest of the manifest as it is at the destination
   */
  void deliver(PutSignatures step, Digest digest) throws IOException {
    List<Signature> signatures = new ArrayList<>(step.copied());
    for (ImageSigner signer : step.signers()) {
      signatures.add(
          sides.at(
              Side.DESTINATION,
              "signing the manifest %s with %s".formatted(digest, signer.name()),
              () -> signer.signer().sign(digest, identity())));
    }
    sides.doAt(
        Side.DESTINATION,
        "writing the signatures of " + digest,
        () -> storage().putSignatures(digest, signatures));
    listener.on(new ProgressEvent.SignaturesPut(request, digest, signatures.size()));
  }

  private String identity() throws CopyRefusedException {
    return SigningIdentity.of(request.options().signatures(), destination.location());
  }

  private SignatureStorage storage() {
    return destination.as(SignatureStorage.class).orElseThrow();
  }
}
