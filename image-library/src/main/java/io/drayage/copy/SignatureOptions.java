package io.drayage.copy;

import java.util.List;
import java.util.Optional;

/**
 * What happens to signatures.
 *
 * @param existing what happens to those that the source keeps
 * @param signers who signs the copy, every manifest of it, besides
 * @param identity the name that new signatures give the image, with its tag or digest; without one
 *     it is that of the destination
 */
public record SignatureOptions(
    SignatureRule existing, List<ImageSigner> signers, Optional<String> identity) {

  /** Existing signatures are copied, and no new ones made. */
  public static final SignatureOptions COPY =
      new SignatureOptions(SignatureRule.COPY, List.of(), Optional.empty());

  /** The image arrives without signatures. */
  public static final SignatureOptions REMOVE =
      new SignatureOptions(SignatureRule.REMOVE, List.of(), Optional.empty());

  public SignatureOptions {
    signers = List.copyOf(signers);
  }
}
