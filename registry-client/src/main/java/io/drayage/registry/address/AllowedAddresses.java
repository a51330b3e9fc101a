package io.drayage.registry.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What may be contacted although a rule refuses its kind.
 *
 * @param hosts names in lower case, without ports; whatever they resolve to is allowed
 * @param setting where this is written down, for messages
 */
public record AllowedAddresses(List<AddressBlock> blocks, Set<String> hosts, String setting) {
  public AllowedAddresses {
    blocks = List.copyOf(blocks);
    hosts = Set.copyOf(hosts);
    Objects.requireNonNull(setting);
  }

  /**
   * Reads a setting.
   *
   * @param entries addresses, CIDR blocks and host names without ports
   * @throws IllegalArgumentException when one is none of them
   */
  public static AllowedAddresses parse(String setting, List<String> entries) {
    List<AddressBlock> blocks = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (String entry : entries) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      AddressBlock.parse(text)
          .ifPresentOrElse(
              blocks::add,
              () -> {
                if (!text.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?") || text.matches("[0-9.]+")) {
                  throw new IllegalArgumentException(
                      "%s: \"%s\" is neither an address, nor a block such as 10.0.0.0/8, nor the name of a host without a port"
                          .formatted(setting, entry));
                }
                hosts.add(text);
              });
    }
    return new AllowedAddresses(blocks, hosts, setting);
  }

  boolean holds(String host, InetAddress address) {
    return hosts.contains(host) || blocks.stream().anyMatch(block -> block.contains(address));
  }
}
