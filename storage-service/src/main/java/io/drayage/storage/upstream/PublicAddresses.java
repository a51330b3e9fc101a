package io.drayage.storage.upstream;

import io.drayage.image.RegistryHost;
import io.drayage.registry.RegistryException;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Keeps clients from having this registry ask hosts of the inside, the metadata services of clouds
 * among them, by a name that only a pattern with a star allows.
 */
final class PublicAddresses {
  private PublicAddresses() {}

  static void require(RegistryHost host) throws IOException {
    String name = host.value().replaceFirst(":\\d+$", "");
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(name);
    } catch (UnknownHostException e) {
      throw new RegistryException.Unavailable("%s has no address".formatted(name), e);
    }
    for (InetAddress address : addresses) {
      if (isInside(address)) {
        throw new RefusedException(
            RefusalCode.DENIED,
            "%s is at an address of the inside; the administrator of this cache can allow it by its name"
                .formatted(host));
      }
    }
  }

  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared;
  }
}
