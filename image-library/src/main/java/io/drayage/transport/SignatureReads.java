package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.util.List;

/** A source that may have signatures of its manifests. */
public interface SignatureReads {

  /**
   * Whether there is a place at all where signatures could be. Found out without a network request;
   * when it is false, {@link #signatures} is empty for every manifest.
   */
  boolean mayHaveSignatures() throws IOException;

  /** Whether signatures below tags of a registry, as cosign puts them there, are among them. */
  boolean readsAttachments() throws IOException;

  /**
   * The signatures of a manifest of this image, in the order of the place; they are not verified.
   * Costs a request per signature where they are kept on a web server, and one and another per
   * signature where they are kept in the registry.
   *
   * @throws IOException when a signature cannot be read, is none, or there are more than {@link
   *     Signature#MAXIMUM_COUNT}
   */
  List<Signature> signatures(Digest manifest) throws IOException;
}
