package io.drayage.registry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of hosts. Safe for use by several threads. */
@FunctionalInterface
public interface HostLookup {
  /** Every address of a host, in the order in which they are tried; never none. */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** That of this machine, with the JVM's memory of a few seconds. */
  static HostLookup system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
