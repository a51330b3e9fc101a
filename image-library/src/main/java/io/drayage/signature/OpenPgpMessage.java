package io.drayage.signature;

import io.drayage.signature.OpenPgpPackets.Packet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A signed OpenPGP message, taken apart and not verified: RFC 4880, section 11.3, with exactly one
 * signature, which may stand before the content or, announced by a one-pass packet, behind it.
 *
 * @param content what is signed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept
record OpenPgpMessage(byte[] content, PGPSignature signature) {

  /** Reads a message; it may be compressed once. */
  static OpenPgpMessage read(byte[] message) throws RejectedSignatureException {
    List<Packet> packets = OpenPgpPackets.read(message);
    if (packets.size() == 1 && packets.getFirst().tag() == OpenPgpPackets.COMPRESSED) {
      packets = OpenPgpPackets.read(OpenPgpCompression.decompressed(packets.getFirst().body()));
    }
    List<Integer> tags = packets.stream().map(Packet::tag).toList();
    if (tags.equals(List.of(OpenPgpPackets.SIGNATURE, OpenPgpPackets.LITERAL))) {
      return new OpenPgpMessage(content(packets.get(1)), signature(packets.get(0)));
    }
    if (tags.equals(
        List.of(
            OpenPgpPackets.ONE_PASS_SIGNATURE, OpenPgpPackets.LITERAL, OpenPgpPackets.SIGNATURE))) {
      return new OpenPgpMessage(content(packets.get(1)), signature(packets.get(2)));
    }
    throw new RejectedSignatureException(complaint(tags));
  }

  private static String complaint(List<Integer> tags) {
    long signatures = tags.stream().filter(tag -> tag == OpenPgpPackets.SIGNATURE).count();
    if (signatures > 1) {
      return "the OpenPGP message has %d signatures, where one is expected".formatted(signatures);
    }
    if (signatures == 0) {
      return "the OpenPGP message has no signature (packets %s)".formatted(tags);
    }
    return "the OpenPGP message is no content with its signature (packets %s)".formatted(tags);
  }

  /** Section 5.9: format, length and text of a file name, date, content. */
  private static byte[] content(Packet literal) throws RejectedSignatureException {
    byte[] body = literal.body();
    int start = body.length < 2 ? 6 : 6 + (body[1] & 0xff);
    if (body.length < start) {
      throw new RejectedSignatureException("the OpenPGP message is truncated");
    }
    if (body[0] != 'b' && body[0] != 't' && body[0] != 'u') {
      throw new RejectedSignatureException("the content of the OpenPGP message has no known form");
    }
    return Arrays.copyOfRange(body, start, body.length);
  }

  private static PGPSignature signature(Packet packet) throws RejectedSignatureException {
    byte[] body = packet.body();
    if (body.length == 0 || (body[0] != 4 && body[0] != 6)) {
      throw new RejectedSignatureException(
          "the OpenPGP signature is not of version 4 or 6; let it be made anew");
    }
    byte[] whole = new byte[body.length + 6];
    whole[0] = (byte) 0xc2;
    whole[1] = (byte) 0xff;
    for (int i = 0; i < 4; i++) {
      whole[2 + i] = (byte) (body.length >>> (24 - 8 * i));
    }
    System.arraycopy(body, 0, whole, 6, body.length);
    try (BCPGInputStream in = new BCPGInputStream(new ByteArrayInputStream(whole))) {
      PGPSignature signature = new PGPSignature(in);
      // Reads the hashed part as well; Bouncy Castle complains of a bad one only then.
      signature.getHashedSubPackets();
      return signature;
    } catch (IOException | PGPException | RuntimeException e) {
      throw new RejectedSignatureException("the OpenPGP signature is malformed", e);
    }
  }
}
