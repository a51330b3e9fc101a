package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** Reads the public keys of a file, armored ({@code -----BEGIN PGP …}) or binary. */
final class OpenPgpKeyFile {
  private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  private OpenPgpKeyFile() {}

  /**
   * All keys, in order.
   *
   * @throws InvalidFormatException when it is no such file, or has no key
   */
  static List<PGPPublicKeyRing> read(byte[] file) {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    try {
      for (byte[] block : blocks(file)) {
        read(block, rings);
      }
    } catch (IOException | RuntimeException e) {
      throw new InvalidFormatException("no OpenPGP public keys, or damaged ones", e);
    }
    if (rings.isEmpty()) {
      throw new InvalidFormatException("there is no OpenPGP public key");
    }
    return rings;
  }

  private static void read(byte[] block, List<PGPPublicKeyRing> rings) throws IOException {
    PGPObjectFactory objects = new BcPGPObjectFactory(block);
    for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
      switch (object) {
        case PGPPublicKeyRing ring -> rings.add(ring);
        case PGPMarker _ -> {
          // RFC 4880, section 5.8: to be ignored.
        }
        default ->
            throw new InvalidFormatException(
                "something else than a public key is among them; export them with gpg --export");
      }
    }
  }

  /** The binary content of each armored block, or the file itself. */
  private static List<byte[]> blocks(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(ARMOR);
    if ((file.length > 0 && file[0] < 0) || start < 0) {
      return List.of(file);
    }
    List<byte[]> blocks = new ArrayList<>();
    while (start >= 0) {
      int next = text.indexOf(ARMOR, start + ARMOR.length());
      String block = next < 0 ? text.substring(start) : text.substring(start, next);
      try (InputStream in =
          new ArmoredInputStream(
              new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)))) {
        blocks.add(in.readAllBytes());
      }
      start = next;
    }
    return blocks;
  }
}
