package io.drayage.registry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a name and the connection: what it returns was looked up once and checked, and is
 * connected to as it is, so that a name cannot mean one thing when it is checked and another when
 * it is used. Thread-safe.
 */
public final class AddressGuard {
  private static final AddressGuard NONE = new AddressGuard(Optional.empty(), HostLookup.system());

  private final Optional<AddressRule> rule;
  private final HostLookup lookup;

  private AddressGuard(Optional<AddressRule> rule, HostLookup lookup) {
    this.rule = rule;
    this.lookup = lookup;
  }

  /** Lets everything pass: for programs that a person runs with his own rights. */
  public static AddressGuard none() {
    return NONE;
  }

  public static AddressGuard of(AddressRule rule) {
    return of(rule, HostLookup.system());
  }

  public static AddressGuard of(AddressRule rule, HostLookup lookup) {
    return new AddressGuard(Optional.of(rule), lookup);
  }

  /**
   * The addresses of a host that may be contacted. Those that may not are left out.
   *
   * @param host a name or an address, which may be in brackets
   * @throws RefusedAddressException when none may
   * @throws UnknownHostException when it has none
   */
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    String bare = bare(host);
    List<InetAddress> found = lookup.addresses(bare);
    if (rule.isEmpty()) {
      return found;
    }
    List<InetAddress> allowed = new ArrayList<>();
    List<String> objections = new ArrayList<>();
    for (InetAddress address : found) {
      rule.get()
          .objection(bare, address)
          .ifPresentOrElse(objections::add, () -> allowed.add(address));
    }
    if (allowed.isEmpty()) {
      throw objections.isEmpty()
          ? new UnknownHostException(host)
          : new RefusedAddressException(bare, objections.getFirst());
    }
    return allowed;
  }

  /**
   * Checks a host that somebody else, a proxy, will connect to. A name that is unknown here passes:
   * what it means is for the proxy to know and to restrict.
   *
   * @throws RefusedAddressException when it has no address that may be contacted
   */
  public void check(String host) throws RefusedAddressException {
    if (rule.isEmpty()) {
      return;
    }
    try {
      addresses(host);
    } catch (RefusedAddressException e) {
      throw e;
    } catch (UnknownHostException _) {
      // See above.
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
