package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.VerifiedInputStream;
import io.drayage.transport.local.FileSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A bundle with all of its parts. Sizes of the files were checked when it was opened; bytes are
 * checked when they are read. Immutable; no file stays open.
 */
public final class Bundle {
  private final BundleContents contents;
  private final List<PartFile> parts;
  private final Map<Digest, List<Slot>> slots = new HashMap<>();
  private final Map<Digest, PresumedBlob> presumed = new HashMap<>();

  /** Takes parts of which none is missing. */
  Bundle(PartSet set) {
    this.contents = set.contents();
    this.parts = set.parts();
    for (PartFile part : parts) {
      int number = part.identity().number();
      Slot.of(number, contents.parts().get(number - 1), part.head())
          .forEach(
              slot -> slots.computeIfAbsent(slot.piece().blob(), _ -> new ArrayList<>()).add(slot));
    }
    contents.presumed().forEach(blob -> presumed.put(blob.digest(), blob));
  }

  /**
   * Opens a bundle. One of its parts is enough when the others are beside it under the names that
   * they were given; otherwise all are named, or folders that hold them.
   *
   * @throws BundleException when a part is missing, damaged, or of another bundle
   */
  public static Bundle open(List<Path> places) throws IOException {
    return open(places, Optional.empty());
  }

  /**
   * Opens a bundle that must be signed.
   *
   * @param key that must have signed it; empty asks for no signature
   * @throws BundleException when it is not, or a part is missing, damaged, or of another bundle
   */
  public static Bundle open(List<Path> places, Optional<BundleKey> key) throws IOException {
    PartSet set = PartSet.find(places);
    if (key.isPresent()) {
      key.get().require(set.head());
    }
    set.requireAll();
    return new Bundle(set);
  }

  public BundleContents contents() {
    return contents;
  }

  /** The digest of its contents, by which other bundles name it. */
  public Digest digest() {
    return parts.getFirst().identity().bundle();
  }

  /** Its files, the first part first. */
  public List<Path> files() {
    return parts.stream().map(PartFile::path).toList();
  }

  /**
   * One of its images, to be read.
   *
   * @throws ContentNotFoundException when it has none of that name
   */
  public ImageLocation image(Reference name) throws ContentNotFoundException {
    return contents.images().stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .map(this::location)
        .orElseThrow(
            () ->
                new ContentNotFoundException(
                    "the bundle %s has no image %s".formatted(files().getFirst(), name)));
  }

  /** One of its images, to be read. */
  ImageLocation location(BundledImage image) {
    return new OpenedImage(new BundleLocation(files().getFirst(), image.name()), this, image);
  }

  /** How many bytes a blob has, when it is in the bundle. */
  OptionalLong size(Digest blob) {
    List<Slot> pieces = slots.get(blob);
    return pieces == null
        ? OptionalLong.empty()
        : OptionalLong.of(pieces.stream().mapToLong(slot -> slot.piece().size()).sum());
  }

  /**
   * Opens a blob from an offset on. Pieces that are read from their beginning are verified one by
   * one, so that a failure names the part; the blob as a whole is not.
   *
   * @throws ContentNotFoundException when it is not in the bundle
   */
  InputStream open(Digest blob, long offset) throws IOException {
    List<Slot> pieces = slots.get(blob);
    if (pieces == null) {
      throw new ContentNotFoundException(absence(blob));
    }
    return new PieceStream(pieces, offset, this::open);
  }

  private InputStream open(Slot slot, long skipped) throws IOException {
    PartFile part = part(slot.part());
    BundlePiece piece = slot.piece();
    InputStream in = FileSlice.open(part.path(), slot.offset() + skipped, piece.size() - skipped);
    return skipped > 0
        ? in
        : new VerifiedInputStream(
            in, piece.digest(), OptionalLong.of(piece.size()), part.toString());
  }

  private PartFile part(int number) {
    return parts.stream().filter(p -> p.identity().number() == number).findFirst().orElseThrow();
  }

  private String absence(Digest blob) {
    PresumedBlob taken = presumed.get(blob);
    if (taken == null) {
      return "%s is not in the bundle %s".formatted(blob, files().getFirst());
    }
    String base =
        contents.buildsOn().isEmpty()
            ? "the other side was said to have it"
            : "it builds on the bundle " + joined(contents.buildsOn());
    return "%s (%d bytes) was left out of the bundle, since %s, and is not at the destination: %s"
        .formatted(
            blob,
            taken.size(),
            base,
            contents.buildsOn().isEmpty()
                ? "create a bundle that has it"
                : "apply that one first, or create a bundle without --have");
  }

  private static String joined(List<Digest> digests) {
    return String.join(", ", digests.stream().map(Digest::toString).toList());
  }
}
