package io.drayage.storage.web.event;

import io.drayage.registry.address.AddressKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Keeps events away from addresses at which clouds hand out credentials to whoever asks. It looks
 * at what a name means right before the connection is made; the JVM remembers that meaning for the
 * connection.
 */
final class EndpointAddresses {
  private EndpointAddresses() {}

  /**
   * Checks every address of a host.
   *
   * @throws IOException when one of them is not to be called
   */
  static void check(URI endpoint) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(endpoint.getHost());
    } catch (UnknownHostException e) {
      throw new IOException("the host %s is unknown".formatted(endpoint.getHost()), e);
    }
    if (Arrays.stream(addresses).anyMatch(EndpointAddresses::isForbidden)) {
      throw new IOException(
          "the host %s is at a link-local or metadata address, which takes no events; drayage.storage.events.link-local=true allows it"
              .formatted(endpoint.getHost()));
    }
  }

  private static boolean isForbidden(InetAddress address) {
    return switch (AddressKind.of(address)) {
      case LINK_LOCAL, METADATA, MULTICAST, UNSPECIFIED -> true;
      case OUTSIDE, LOOPBACK, PRIVATE -> false;
    };
  }
}
