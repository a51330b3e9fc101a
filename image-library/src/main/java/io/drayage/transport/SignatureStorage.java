package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.signature.Signature;
import io.drayage.signature.SimpleSignature;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A destination that can keep signatures beside its manifests. */
public interface SignatureStorage {

  /** The two forms of signatures; a place may take only one of them. */
  enum Form {
    SIMPLE,
    SIGSTORE;

    /** The form of a signature. */
    public static Form of(Signature signature) {
      return signature instanceof SimpleSignature ? SIMPLE : SIGSTORE;
    }
  }

  /** Why signatures of a form cannot be kept here, and what to do; empty when they can. */
  Optional<String> refusal(Form form) throws IOException;

  /** The signatures that are kept for a manifest now. */
  List<Signature> signatures(Digest manifest) throws IOException;

  /**
   * Adds signatures to those that are kept for a manifest; one that is there already is not added
   * again, and none is lost. They are visible at the latest when the image is.
   */
  void putSignatures(Digest manifest, List<Signature> signatures) throws IOException;
}
