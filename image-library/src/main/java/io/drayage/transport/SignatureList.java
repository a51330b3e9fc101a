package io.drayage.transport;

import io.drayage.image.InvalidFormatException;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signatures that are numbered from 1 in files of their own, until one is missing. */
public final class SignatureList {
  /** What all signatures of one manifest may have together, in bytes. */
  private static final long LARGEST_SUM = 32L * 1024 * 1024;

  private SignatureList() {}

  /** A place with numbered files. */
  public interface Files {

    /**
     * The bytes of a file, at most {@link Signature#MAXIMUM_SIZE}; empty when it is not there.
     *
     * @throws IOException when it has more bytes, or cannot be read
     */
    Optional<byte[]> read(int number) throws IOException;

    /** What messages call a file. */
    String name(int number);
  }

  /**
   * Reads them all.
   *
   * @throws IOException when one is no signature, or there are too many
   */
  public static List<Signature> read(Files files) throws IOException {
    List<Signature> signatures = new ArrayList<>();
    long sum = 0;
    for (int number = 1; ; number++) {
      Optional<byte[]> bytes = files.read(number);
      if (bytes.isEmpty()) {
        return signatures;
      }
      sum += bytes.get().length;
      if (number > Signature.MAXIMUM_COUNT || sum > LARGEST_SUM) {
        throw new IOException(
            "%s: there are more than %d signatures or %d bytes of them, which no image needs"
                .formatted(files.name(number), Signature.MAXIMUM_COUNT, LARGEST_SUM));
      }
      signatures.add(parse(bytes.get(), files.name(number)));
    }
  }

  private static Signature parse(byte[] bytes, String name) throws IOException {
    try {
      return Signature.ofStored(bytes);
    } catch (InvalidFormatException e) {
      boolean page = bytes.length > 0 && bytes[0] == '<';
      throw new IOException(
          "%s: %s%s".formatted(name, e.getMessage(), page ? "; it looks like a web page" : ""), e);
    }
  }
}
