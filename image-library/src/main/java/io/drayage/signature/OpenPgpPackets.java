package io.drayage.signature;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an OpenPGP message into its packets; RFC 4880, section 4.2. Stricter than others: the
 * packets must fill the message, so that nothing can stand behind or between them.
 */
final class OpenPgpPackets {
  static final int SIGNATURE = 2;
  static final int ONE_PASS_SIGNATURE = 4;
  static final int COMPRESSED = 8;
  static final int LITERAL = 11;

  /** More than a message with one signature can have. */
  private static final int MAXIMUM_COUNT = 16;

  /**
   * One packet.
   *
   * @param body without the header, partial bodies joined
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept
  record Packet(int tag, byte[] body) {}

  private final byte[] bytes;
  private int at;

  private OpenPgpPackets(byte[] bytes) {
    this.bytes = bytes;
  }

  static List<Packet> read(byte[] bytes) throws RejectedSignatureException {
    OpenPgpPackets message = new OpenPgpPackets(bytes);
    List<Packet> packets = new ArrayList<>();
    while (message.at < bytes.length) {
      if (packets.size() == MAXIMUM_COUNT) {
        throw new RejectedSignatureException("the OpenPGP message has too many packets");
      }
      packets.add(message.packet());
    }
    return packets;
  }

  private Packet packet() throws RejectedSignatureException {
    int header = octet();
    if (header < 0x80) {
      throw new RejectedSignatureException(
          "not an OpenPGP message, or something stands behind it (byte 0x%02x)".formatted(header));
    }
    return header < 0xc0
        ? new Packet((header >> 2) & 0xf, oldBody(header & 3))
        : new Packet(header & 0x3f, newBody());
  }

  private byte[] oldBody(int lengthType) throws RejectedSignatureException {
    return switch (lengthType) {
      case 0 -> take(octet());
      case 1 -> take(number(2));
      case 2 -> take(number(4));
      default -> take(bytes.length - at);
    };
  }

  private byte[] newBody() throws RejectedSignatureException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (; ; ) {
      int first = octet();
      if (first >= 224 && first < 255) {
        // Section 4.2.2.4: a part of the body, and the next length follows it.
        body.writeBytes(take(1L << (first & 0x1f)));
      } else {
        body.writeBytes(take(lastLength(first)));
        return body.toByteArray();
      }
    }
  }

  private long lastLength(int first) throws RejectedSignatureException {
    if (first < 192) {
      return first;
    }
    return first < 224 ? ((first - 192) << 8) + octet() + 192 : number(4);
  }

  private int octet() throws RejectedSignatureException {
    if (at >= bytes.length) {
      throw truncated();
    }
    return bytes[at++] & 0xff;
  }

  private long number(int octets) throws RejectedSignatureException {
    long number = 0;
    for (int i = 0; i < octets; i++) {
      number = (number << 8) | octet();
    }
    return number;
  }

  private byte[] take(long length) throws RejectedSignatureException {
    if (length > bytes.length - at) {
      throw truncated();
    }
    at += (int) length;
    return Arrays.copyOfRange(bytes, at - (int) length, at);
  }

  private static RejectedSignatureException truncated() {
    return new RejectedSignatureException("the OpenPGP message is truncated");
  }
}
