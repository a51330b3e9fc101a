package io.drayage.copy;

import io.drayage.image.RawManifest;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.util.List;

/** Decides about the images at a place by their signatures. Thread-safe. */
public interface ImageApproval {

  /** The place was enough: its images may be copied whatever they are. */
  ImageApproval GRANTED =
      new ImageApproval() {
        @Override
        public boolean needsSignatures() {
          return false;
        }

        @Override
        public void approve(RawManifest manifest, List<Signature> signatures) {}
      };

  /** Whether signatures are needed to decide; without, manifests need not even be read. */
  boolean needsSignatures();

  /**
   * Looks at one image: a manifest that is no index, unless only the index is copied.
   *
   * @param signatures all that were found for the manifest
   * @throws CopyRefusedException when it must not be copied; the message says which requirement is
   *     not fulfilled
   * @throws IOException when that cannot be found out, which is a refusal as well
   */
  void approve(RawManifest manifest, List<Signature> signatures) throws IOException;
}
