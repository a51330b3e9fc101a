package io.drayage.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.drayage.image.InvalidFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** The text form of keys and certificates, RFC 7468. */
final class Pem {
  private Pem() {}

  /**
   * All blocks of a text; what stands between them is ignored.
   *
   * @throws InvalidFormatException when there is none, or one is damaged; {@code what} names it
   */
  static List<PemObject> blocks(byte[] text, String what) {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader =
        new PemReader(new InputStreamReader(new ByteArrayInputStream(text), ISO_8859_1))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      throw new InvalidFormatException(what + " is damaged PEM", e);
    }
    if (blocks.isEmpty()) {
      throw new InvalidFormatException(what + " is not in PEM form (-----BEGIN …)");
    }
    return blocks;
  }

  /**
   * The only block of a text.
   *
   * @throws InvalidFormatException when there is another number of them
   */
  static PemObject only(byte[] text, String what) {
    List<PemObject> blocks = blocks(text, what);
    if (blocks.size() > 1) {
      throw new InvalidFormatException(
          "%s has %d PEM blocks, where one is expected".formatted(what, blocks.size()));
    }
    return blocks.getFirst();
  }

  static byte[] text(String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
