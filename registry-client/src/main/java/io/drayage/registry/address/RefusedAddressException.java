package io.drayage.registry.address;

import java.net.UnknownHostException;

/** A host has no address that an {@link AddressRule} lets pass. Nothing was sent to it. */
public final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  private final String host;

  RefusedAddressException(String host, String message) {
    super(message);
    this.host = host;
  }

  /** The host that was to be contacted. */
  public String host() {
    return host;
  }
}
