package io.drayage.bundle;

import io.drayage.transport.local.TarEntryHeader;
import io.drayage.transport.local.TarHeader;
import java.nio.charset.StandardCharsets;

/**
 * What surrounds the pieces in the file of a part: the entries in front of them, and the end of the
 * archive.
 *
 * @param contents the length of the contents document, in bytes
 * @param signature the length of its signature; 0 when it is not signed
 * @param index the length of the layout's {@code index.json}, which the first part has
 */
record PartFrame(int contents, int signature, int index) {
  static final String CONTENTS = "bundle/contents.json";
  static final String SIGNATURE = "bundle/contents.json.sig";
  static final String IDENTITY = "bundle/part.json";
  static final String LAYOUT = "oci-layout";
  static final String INDEX = "index.json";

  /** OCI image specification, image-layout.md, "oci-layout file". */
  static final byte[] LAYOUT_CONTENT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  /** Two blocks of zeros. */
  static final int END = 2 * TarHeader.BLOCK;

  /** Where the first piece's entry begins in the file of a part, which is counted from 1. */
  long head(int part) {
    long head = entry(CONTENTS, contents) + entry(IDENTITY, TarHeader.BLOCK);
    if (signature > 0) {
      head += entry(SIGNATURE, signature);
    }
    return part > 1 ? head : head + entry(LAYOUT, LAYOUT_CONTENT.length) + entry(INDEX, index);
  }

  /** How many bytes an entry takes, with what stands in front of it and what fills its block. */
  static long entry(String name, long size) {
    return TarEntryHeader.of(name, size).length + padded(size);
  }

  static long padded(long size) {
    return Math.ceilDiv(size, TarHeader.BLOCK) * TarHeader.BLOCK;
  }
}
