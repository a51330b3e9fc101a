package io.drayage.registry.address;

import java.net.InetAddress;
import java.util.List;

/**
 * What an address is for, by the special-purpose registries of RFC 6890 and what clouds made of
 * them. An IPv6 address that stands for one of IPv4 (mapped, compatible, NAT64, 6to4, Teredo,
 * ISATAP) is of the kind of that one.
 */
public enum AddressKind {
  OUTSIDE("an address of the Internet"),
  /** This machine. */
  LOOPBACK("a loopback address"),
  /** RFC 1918, RFC 6598, unique local, site-local, and networks for benchmarks. */
  PRIVATE("an address of a private network"),
  /** This network segment; clouds hand out credentials there. */
  LINK_LOCAL("a link-local address"),
  /** Where clouds hand out credentials outside of the link-local range. */
  METADATA("an address of a cloud's metadata service"),
  MULTICAST("a multicast address"),
  /** {@code 0.0.0.0}, {@code ::} and what else names no host. */
  UNSPECIFIED("an address that names no host");

  private final String words;

  AddressKind(String words) {
    this.words = words;
  }

  private record Entry(AddressBlock block, AddressKind kind) {}

  /** The first that matches counts. */
  private static final List<Entry> REGISTRY =
      List.of(
          // AWS (IPv6, also of its pod identity), Google (IPv6), Alibaba, Oracle, Azure, Scaleway
          entry("fd00:ec2::/32", METADATA),
          entry("fd20:ce::254", METADATA),
          entry("100.100.100.200", METADATA),
          entry("192.0.0.192", METADATA),
          entry("168.63.129.16", METADATA),
          entry("fd00:42::42", METADATA),
          entry("0.0.0.0/8", UNSPECIFIED),
          entry("127.0.0.0/8", LOOPBACK),
          entry("169.254.0.0/16", LINK_LOCAL),
          entry("10.0.0.0/8", PRIVATE),
          entry("172.16.0.0/12", PRIVATE),
          entry("192.168.0.0/16", PRIVATE),
          entry("100.64.0.0/10", PRIVATE),
          entry("192.0.0.0/24", PRIVATE),
          entry("198.18.0.0/15", PRIVATE),
          entry("224.0.0.0/4", MULTICAST),
          entry("240.0.0.0/4", UNSPECIFIED),
          entry("::", UNSPECIFIED),
          entry("::1", LOOPBACK),
          entry("fe80::/10", LINK_LOCAL),
          entry("fec0::/10", PRIVATE),
          entry("fc00::/7", PRIVATE),
          entry("ff00::/8", MULTICAST));

  private static Entry entry(String block, AddressKind kind) {
    return new Entry(AddressBlock.parse(block).orElseThrow(), kind);
  }

  /** The kind of an address. */
  public static AddressKind of(InetAddress address) {
    byte[] bytes = address.getAddress();
    AddressKind kind = of(bytes);
    // A tunnel's address may be harmless to look at and lead to one that is not.
    return kind == OUTSIDE ? EmbeddedAddress.in(bytes).map(AddressKind::of).orElse(kind) : kind;
  }

  private static AddressKind of(byte[] address) {
    for (Entry entry : REGISTRY) {
      if (entry.block().contains(address)) {
        return entry.kind();
      }
    }
    return OUTSIDE;
  }

  /** {@code a link-local address}. */
  @Override
  public String toString() {
    return words;
  }
}
