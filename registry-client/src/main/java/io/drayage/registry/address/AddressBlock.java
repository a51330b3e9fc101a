package io.drayage.registry.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), or a single address.
 *
 * @param base any address of the block
 * @param prefix how many leading bits its addresses have in common
 */
public record AddressBlock(InetAddress base, int prefix) {
  public AddressBlock {
    int bits = 8 * base.getAddress().length;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "a prefix has 0 to %d bits, not %d".formatted(bits, prefix));
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or an address; empty when it is neither. */
  public static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    if (slash >= 0 && !bits.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.indexOf(':') < 0 && !address.matches("[0-9]+(\\.[0-9]+){3}")) {
      return Optional.empty(); // the JDK takes 10.1 for 10.0.0.1, which nobody means
    }
    return literal(address)
        .filter(base -> slash < 0 || Integer.parseInt(bits) <= 8 * base.getAddress().length)
        .map(
            base ->
                new AddressBlock(
                    base, slash < 0 ? 8 * base.getAddress().length : Integer.parseInt(bits)));
  }

  /** An address that is written out, with or without brackets; no name is looked up. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text.replace("[", "").replace("]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is of this block; one of the other family never is. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    byte[] mine = base.getAddress();
    if (mine.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefix;
  }
}
