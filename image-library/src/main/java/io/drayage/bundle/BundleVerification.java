package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.sync.BoundedWork;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.VerifiedInputStream;
import io.drayage.transport.local.FileSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the parts of a bundle to the last byte and compares them with the list of contents. */
public final class BundleVerification {
  private static final int BUFFER = 128 * 1024;

  private final PartSet parts;

  private BundleVerification(PartSet parts) {
    this.parts = parts;
  }

  /**
   * What was verified.
   *
   * @param bundle the digest of the contents
   * @param verified the numbers of the parts that were read
   * @param missing the numbers of the parts that were not found
   */
  public record Result(
      Digest bundle, BundleContents contents, List<Integer> verified, List<Integer> missing) {

    public Result {
      verified = List.copyOf(verified);
      missing = List.copyOf(missing);
    }

    /** Whether all parts are there. */
    public boolean isComplete() {
      return missing.isEmpty();
    }
  }

  /**
   * Finds the parts, as {@link Bundle#open} does; some may be missing.
   *
   * @throws BundleException when one is damaged or of another bundle
   */
  public static BundleVerification of(List<Path> places) throws IOException {
    return of(places, Optional.empty());
  }

  /**
   * The same, and the bundle must be signed.
   *
   * @param key that must have signed it; empty asks for no signature
   */
  public static BundleVerification of(List<Path> places, Optional<BundleKey> key)
      throws IOException {
    PartSet parts = PartSet.find(places);
    if (key.isPresent()) {
      key.get().require(parts.head());
    }
    return new BundleVerification(parts);
  }

  /**
   * Verifies the parts that are there.
   *
   * @param parallel how many pieces are read at the same time
   * @throws BundleException which names the part and the blob that are not as they must be
   */
  public Result verify(int parallel) throws IOException, InterruptedException {
    for (PartFile part : parts.parts()) {
      verify(part, parallel);
    }
    List<Integer> missing = parts.missing();
    if (missing.isEmpty()) {
      BundleImagesCheck.check(new Bundle(parts));
    }
    return new Result(
        parts.head().part().identity().bundle(),
        parts.contents(),
        parts.parts().stream().map(part -> part.identity().number()).toList(),
        missing);
  }

  private void verify(PartFile part, int parallel) throws IOException, InterruptedException {
    int number = part.identity().number();
    BundlePart planned = parts.contents().parts().get(number - 1);
    List<Slot> slots = Slot.of(number, planned, part.head());
    verifyHead(part);
    BoundedWork.forEach(slots.size(), parallel, index -> verify(part, slots.get(index)));
    requireZeros(part, planned.size() - PartFrame.END, PartFrame.END);
  }

  /** All that stands in front of the first piece is known from the contents. */
  private void verifyHead(PartFile part) throws IOException {
    byte[] index = BundleContentsText.index(parts.contents().images());
    PartHead head = parts.head();
    byte[] expected = HeadBytes.of(part.identity(), head.contents(), head.signature(), index);
    if (expected.length != part.head()) {
      throw new BundleException(
          "%s is damaged: its first entries are not as they must be; copy it again"
              .formatted(part));
    }
    requireBytes(part, 0, expected, "what stands in front of the pieces");
  }

  private static void verify(PartFile part, Slot slot) throws IOException {
    BundlePiece piece = slot.piece();
    requireBytes(part, slot.entry(), slot.header(), "the header of " + piece.entryName());
    try (InputStream in =
        new VerifiedInputStream(
            FileSlice.open(part.path(), slot.offset(), piece.size()),
            piece.digest(),
            OptionalLong.of(piece.size()),
            part.toString())) {
      byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // Reading is what verifies.
      }
    } catch (ContentMismatchException e) {
      throw new BundleException(
          "%s is damaged: %s; copy it again".formatted(part, e.getMessage()), e);
    }
    long end = slot.offset() + piece.size();
    requireZeros(part, end, (int) (PartFrame.padded(piece.size()) - piece.size()));
  }

  private static void requireZeros(PartFile part, long position, int length) throws IOException {
    requireBytes(part, position, new byte[length], "what fills a block");
  }

  private static void requireBytes(PartFile part, long position, byte[] expected, String what)
      throws IOException {
    try (InputStream in = FileSlice.open(part.path(), position, expected.length)) {
      if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
        throw new BundleException(
            "%s is damaged: %s at byte %d is not as it must be; copy it again"
                .formatted(part, what, position));
      }
    }
  }
}
