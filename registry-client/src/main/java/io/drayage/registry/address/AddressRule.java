package io.drayage.registry.address;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses may be contacted.
 *
 * @param refused kinds of addresses that may not
 * @param allowed addresses and hosts that may nevertheless
 */
public record AddressRule(Set<AddressKind> refused, AllowedAddresses allowed) {
  private static final Set<AddressKind> NEVER_REGISTRIES =
      Set.of(
          AddressKind.LINK_LOCAL,
          AddressKind.METADATA,
          AddressKind.MULTICAST,
          AddressKind.UNSPECIFIED);

  public AddressRule {
    refused = Set.copyOf(refused);
  }

  /** Refuses where no registry is: link-local, metadata, multicast and unspecified addresses. */
  public static AddressRule refusingMetadata(AllowedAddresses allowed) {
    return new AddressRule(NEVER_REGISTRIES, allowed);
  }

  /** Refuses all that is not of the Internet: loopback and private networks, too. */
  public static AddressRule refusingInside(AllowedAddresses allowed) {
    return new AddressRule(EnumSet.complementOf(EnumSet.of(AddressKind.OUTSIDE)), allowed);
  }

  /** What is wrong with contacting a host at an address; empty when nothing is. */
  Optional<String> objection(String host, InetAddress address) {
    AddressKind kind = AddressKind.of(address);
    if (!refused.contains(kind) || allowed.holds(host.toLowerCase(Locale.ROOT), address)) {
      return Optional.empty();
    }
    String shown = address.getHostAddress();
    return Optional.of(
        "%s is %s, which is not contacted; %s can allow it"
            .formatted(
                host.equals(shown) ? host : host + " is at " + shown + ", and that",
                kind,
                allowed.setting()));
  }
}
