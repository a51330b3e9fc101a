package io.drayage.signature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses OpenPGP's compressed data; RFC 4880, section 5.6. Nothing may stand behind it, and
 * it may become at most {@link Signature#MAXIMUM_SIZE} bytes.
 */
final class OpenPgpCompression {
  private OpenPgpCompression() {}

  /**
   * The packets in a packet.
   *
   * @param body its algorithm and what that made
   */
  static byte[] decompressed(byte[] body) throws RejectedSignatureException {
    if (body.length == 0) {
      throw malformed(null);
    }
    return switch (body[0]) {
      case 1 -> inflated(body, new Inflater(true));
      case 2 -> inflated(body, new Inflater(false));
      case 3 -> bunzipped(body);
      default ->
          throw new RejectedSignatureException(
              "the OpenPGP message is compressed in an unknown way (%d)".formatted(body[0]));
    };
  }

  private static byte[] inflated(byte[] body, Inflater inflater) throws RejectedSignatureException {
    try (inflater) {
      inflater.setInput(body, 1, body.length - 1);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      while (!inflater.finished()) {
        int length = inflater.inflate(part);
        if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new RejectedSignatureException("the compressed OpenPGP message is truncated");
        }
        plain.write(part, 0, length);
        checkSize(plain.size());
      }
      checkNothingBehind(inflater.getRemaining());
      return plain.toByteArray();
    } catch (DataFormatException e) {
      throw malformed(e);
    }
  }

  private static byte[] bunzipped(byte[] body) throws RejectedSignatureException {
    byte[] packet = new byte[body.length + 1];
    packet[0] = (byte) 0xa3; // an old header of a compressed packet that reaches to the end
    System.arraycopy(body, 0, packet, 1, body.length);
    ByteArrayInputStream in = new ByteArrayInputStream(packet);
    try (InputStream plain = new PGPCompressedData(in).getDataStream()) {
      byte[] bytes = plain.readNBytes(Signature.MAXIMUM_SIZE + 1);
      checkSize(bytes.length);
      checkNothingBehind(in.available());
      return bytes;
    } catch (IOException | PGPException | RuntimeException e) {
      throw malformed(e);
    }
  }

  private static void checkSize(int size) throws RejectedSignatureException {
    if (size > Signature.MAXIMUM_SIZE) {
      throw new RejectedSignatureException(
          "the decompressed OpenPGP message has more than %d bytes"
              .formatted(Signature.MAXIMUM_SIZE));
    }
  }

  private static void checkNothingBehind(int remaining) throws RejectedSignatureException {
    if (remaining > 0) {
      throw new RejectedSignatureException(
          "%d bytes stand behind the compressed OpenPGP message".formatted(remaining));
    }
  }

  private static RejectedSignatureException malformed(@Nullable Throwable cause) {
    return new RejectedSignatureException("the compressed OpenPGP message is malformed", cause);
  }
}
