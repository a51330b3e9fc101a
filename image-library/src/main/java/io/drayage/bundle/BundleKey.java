package io.drayage.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A key that must have signed a bundle.
 *
 * @param name of the key, for messages: its file
 */
public record BundleKey(String name, Check check) {

  /** Whether some bytes were signed with the key. */
  @FunctionalInterface
  public interface Check {
    boolean verifies(byte[] contents, byte[] signature);
  }

  /** Refuses a bundle that is not signed with this key. */
  void require(PartHead head) throws BundleException {
    Optional<byte[]> text = head.signature();
    if (text.isEmpty()) {
      throw new BundleException(
          "the bundle %s is not signed, and a signature by %s is required: ask who made it for a signed one"
              .formatted(head.part().identity().bundle(), name));
    }
    if (!check.verifies(head.contents(), signature(text.get(), head.part()))) {
      throw new BundleException(
          "the bundle %s is not signed by %s: its signature is by another key, or the list of contents in %s was changed"
              .formatted(head.part().identity().bundle(), name, head.part()));
    }
  }

  private static byte[] signature(byte[] text, PartFile part) throws BundleException {
    try {
      return Base64.getDecoder().decode(new String(text, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      throw new BundleException("the signature in %s is damaged".formatted(part), e);
    }
  }
}
