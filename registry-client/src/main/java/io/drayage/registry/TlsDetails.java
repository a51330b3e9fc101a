package io.drayage.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLParameters;

/**
 * What a TLS handshake may agree on. Immutable.
 *
 * @param minimum the lowest version; the runtime never speaks less than 1.2
 * @param cipherSuites the allowed ones by their IANA names; empty for the runtime's choice
 * @param namedGroups the allowed ones by their IANA names; empty for the runtime's choice
 */
public record TlsDetails(
    Version minimum, Optional<List<String>> cipherSuites, Optional<List<String>> namedGroups) {

  /** A version of TLS that the runtime speaks. */
  public enum Version {
    V1_2("TLSv1.3", "TLSv1.2"),
    V1_3("TLSv1.3");

    @SuppressWarnings("ImmutableEnumChecker") // never written to, and copied when it is given away
    private final String[] protocols;

    Version(String... protocols) {
      this.protocols = protocols;
    }
  }

  public TlsDetails {
    Objects.requireNonNull(minimum);
    cipherSuites = cipherSuites.map(List::copyOf);
    namedGroups = namedGroups.map(List::copyOf);
  }

  /** TLS 1.2 and 1.3 with what the runtime offers. */
  public static TlsDetails standard() {
    return new TlsDetails(Version.V1_2, Optional.empty(), Optional.empty());
  }

  void applyTo(SSLParameters parameters) {
    parameters.setProtocols(minimum.protocols.clone());
    if (cipherSuites.isPresent()) {
      parameters.setCipherSuites(cipherSuites.get().toArray(String[]::new));
    }
    if (namedGroups.isPresent()) {
      parameters.setNamedGroups(namedGroups.get().toArray(String[]::new));
    }
  }
}
