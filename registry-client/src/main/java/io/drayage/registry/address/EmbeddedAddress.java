package io.drayage.registry.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The IPv4 address that some IPv6 addresses stand for. */
final class EmbeddedAddress {

  /** Where the address is in those of a block. */
  private record Form(AddressBlock block, int offset) {}

  private static final List<Form> FORMS =
      List.of(
          form("::ffff:0:0:0/96", 12), // IPv4-translated, RFC 2765
          form("::/96", 12), // IPv4-compatible, RFC 4291 section 2.5.5.1
          form("64:ff9b::/96", 12), // NAT64, RFC 6052
          form("64:ff9b:1::/48", 12), // NAT64 of a local network, RFC 8215
          form("2002::/16", 2)); // 6to4, RFC 3056

  private static final AddressBlock TEREDO = block("2001::/32"); // RFC 4380

  /** The first ten bytes of an IPv4-mapped address, RFC 4291 section 2.5.5.2. */
  private static final byte[] ZEROS = new byte[10];

  private EmbeddedAddress() {}

  private static Form form(String block, int offset) {
    return new Form(block(block), offset);
  }

  private static AddressBlock block(String text) {
    return AddressBlock.parse(text).orElseThrow();
  }

  static Optional<byte[]> in(byte[] address) {
    if (address.length != 16) {
      return Optional.empty();
    }
    for (Form form : FORMS) {
      if (form.block().contains(address)) {
        return Optional.of(Arrays.copyOfRange(address, form.offset(), form.offset() + 4));
      }
    }
    byte[] last = Arrays.copyOfRange(address, 12, 16);
    if (isMapped(address) || isIsatap(address)) {
      return Optional.of(last);
    }
    if (TEREDO.contains(address)) {
      for (int i = 0; i < last.length; i++) {
        last[i] = (byte) ~last[i];
      }
      return Optional.of(last);
    }
    return Optional.empty();
  }

  /** The JDK turns such addresses into IPv4 ones; this does not rely on it. */
  private static boolean isMapped(byte[] address) {
    return Arrays.equals(address, 0, 10, ZEROS, 0, 10)
        && address[10] == (byte) 0xff
        && address[11] == (byte) 0xff;
  }

  /** An interface identifier of ISATAP, RFC 5214 section 6.1. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }
}
