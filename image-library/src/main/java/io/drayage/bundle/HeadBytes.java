package io.drayage.bundle;

import io.drayage.transport.local.TarEntryHeader;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The first entries of a part, as they are laid down in front of its pieces. */
final class HeadBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private HeadBytes() {}

  /**
   * Puts them together.
   *
   * @param document the contents as they stand in the part
   * @param index the {@code index.json} of the layout
   */
  static byte[] of(
      PartIdentity identity, byte[] document, Optional<byte[]> signature, byte[] index) {
    HeadBytes head = new HeadBytes();
    head.add(PartFrame.CONTENTS, document);
    signature.ifPresent(text -> head.add(PartFrame.SIGNATURE, text));
    head.add(PartFrame.IDENTITY, BundleContentsText.part(identity));
    if (identity.number() == 1) {
      head.add(PartFrame.LAYOUT, PartFrame.LAYOUT_CONTENT);
      head.add(PartFrame.INDEX, index);
    }
    return head.bytes.toByteArray();
  }

  private void add(String name, byte[] content) {
    bytes.writeBytes(TarEntryHeader.of(name, content.length));
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(int) (PartFrame.padded(content.length) - content.length)]);
  }
}
