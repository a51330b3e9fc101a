package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.transport.local.PartialFile;
import io.drayage.transport.local.WriteFailure;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of a bundle while they are written. The plan gives each piece its place, so blobs may
 * come at the same time and in any order. No file has its name before all are complete. Closing it
 * deletes what was not published.
 */
final class BundleFiles implements Closeable {
  private static final int BUFFER = 128 * 1024;

  private final Path file;
  private final Packing.Plan plan;
  private final List<PartialFile> parts = new ArrayList<>();
  private final Map<Digest, List<Slot>> slots = new HashMap<>();
  private final Map<Slot, Digest> digests = new ConcurrentHashMap<>();

  private BundleFiles(Path file, Packing.Plan plan) {
    this.file = file;
    this.plan = plan;
  }

  /** Signs the contents; not before all else is written. */
  interface Seal {
    /** As many bytes as the plan keeps for the signature; none for an unsigned bundle. */
    Optional<byte[]> sign(byte[] contents) throws IOException;
  }

  static BundleFiles begin(Path file, Packing.Plan plan) throws IOException {
    Path folder = PartialFile.parentOf(file);
    PartialFile.sweep(folder);
    BundleFiles files = new BundleFiles(file, plan);
    boolean begun = false;
    try {
      List<BundlePart> parts = plan.contents().parts();
      for (int number = 1; number <= parts.size(); number++) {
        files.parts.add(PartialFile.in(folder));
        Slot.of(number, parts.get(number - 1), plan.frame().head(number))
            .forEach(
                slot ->
                    files
                        .slots
                        .computeIfAbsent(slot.piece().blob(), _ -> new ArrayList<>())
                        .add(slot));
      }
      begun = true;
      return files;
    } finally {
      if (!begun) {
        files.close();
      }
    }
  }

  /**
   * Writes a blob, which the stream verifies. Thread-safe for different blobs; does not close the
   * stream.
   */
  void put(Digest blob, InputStream content) throws IOException {
    for (Slot slot : slots.getOrDefault(blob, List.of())) {
      FileChannel channel = parts.get(slot.part() - 1).channel();
      write(channel, slot.entry(), slot.header());
      MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
      long end = slot.offset() + slot.piece().size();
      byte[] buffer = new byte[BUFFER];
      for (long position = slot.offset(); position < end; ) {
        int read = content.read(buffer, 0, (int) Math.min(buffer.length, end - position));
        if (read < 0) {
          throw new EOFException("%s is shorter than its manifest says".formatted(blob));
        }
        if (!slot.piece().isWhole()) {
          computation.update(buffer, 0, read);
        }
        write(channel, position, ByteBuffer.wrap(buffer, 0, read));
        position += read;
      }
      if (!slot.piece().isWhole()) {
        digests.put(slot, Digest.finish(DigestAlgorithm.SHA256, computation));
      }
    }
    // The end of the stream is where it is verified.
    if (content.read() >= 0) {
      throw new IOException("%s is longer than its manifest says".formatted(blob));
    }
  }

  /** Writes what stands in front of the pieces, and gives the files their names. */
  BundleContents publish(Seal seal) throws IOException {
    BundleContents contents = withDigests();
    byte[] document = BundleContentsText.padded(contents, plan.frame().contents());
    Optional<byte[]> signature = seal.sign(document);
    byte[] index = BundleContentsText.index(contents.images());
    Digest bundle = Digest.of(document);
    for (int number = 1; number <= parts.size(); number++) {
      PartIdentity identity = new PartIdentity(bundle, number, parts.size());
      FileChannel channel = parts.get(number - 1).channel();
      write(channel, 0, HeadBytes.of(identity, document, signature, index));
      long size = contents.parts().get(number - 1).size();
      write(channel, size - PartFrame.END, new byte[PartFrame.END]);
    }
    // The first part comes last: whoever sees it finds the others.
    for (int number = parts.size(); number >= 1; number--) {
      parts.get(number - 1).publish(PartNames.of(file, number, parts.size()));
    }
    PartialFile.syncFolder(PartialFile.parentOf(file));
    return contents;
  }

  private BundleContents withDigests() {
    List<BundlePart> complete = new ArrayList<>();
    List<BundlePart> planned = plan.contents().parts();
    for (int number = 1; number <= planned.size(); number++) {
      BundlePart part = planned.get(number - 1);
      List<BundlePiece> pieces = new ArrayList<>();
      for (Slot slot : Slot.of(number, part, plan.frame().head(number))) {
        BundlePiece piece = slot.piece();
        Digest digest = piece.isWhole() ? piece.digest() : digests.get(slot);
        if (digest == null) {
          throw new IllegalStateException(piece + " was not written");
        }
        pieces.add(new BundlePiece(piece.blob(), piece.start(), piece.size(), digest));
      }
      complete.add(new BundlePart(part.size(), pieces));
    }
    BundleContents plan = this.plan.contents();
    return new BundleContents(plan.images(), plan.presumed(), plan.buildsOn(), complete);
  }

  private void write(FileChannel channel, long position, byte[] bytes) throws IOException {
    write(channel, position, ByteBuffer.wrap(bytes));
  }

  private void write(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (PartialFile part : parts) {
      try {
        part.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
