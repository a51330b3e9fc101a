package io.drayage.transport;

import io.drayage.image.Credential;
import io.drayage.image.Reference;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.MirrorHealth;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.TlsSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the way to the registry behind a reference. Thread-safe. Equal endpoints share connections,
 * so the same registry should get the same endpoint each time.
 */
public interface RegistryRouting {

  /** Where to read an image, in the order to try; never empty, the registry itself is the last. */
  List<Route> forReading(Reference reference) throws IOException;

  /** Where to write, list or delete; mirrors and rewriting do not count. */
  Route forWriting(Reference reference) throws IOException;

  /** Which mirrors are left out; whoever asks a mirror tells how that ended. */
  default MirrorHealth health() {
    return MirrorHealth.notKept();
  }

  /**
   * A way to an image.
   *
   * @param reference what to ask for there
   * @param refusal why nothing may be asked there
   */
  record Route(Reference reference, RegistryEndpoint endpoint, Optional<String> refusal) {

    /** A way that is open. */
    public Route(Reference reference, RegistryEndpoint endpoint) {
      this(reference, endpoint, Optional.empty());
    }
  }

  /**
   * As the configuration says.
   *
   * @param credentials where to look for credentials that the options do not give
   * @param options what overrides the configuration
   */
  static RegistryRouting configured(
      RegistriesConfig config,
      CredentialStore credentials,
      CertificateFolders certificates,
      RegistryOptions options) {
    return new ConfiguredRouting(config, credentials, certificates, options);
  }

  /**
   * The same ways without the mirrors that are down. The registry itself is never left out.
   *
   * @param health what is known, and what is learned on the way
   */
  static RegistryRouting leavingOut(RegistryRouting routing, MirrorHealth health) {
    return new LeavingOutMirrors(routing, health);
  }

  /** Every reference is found at the registry that it names. */
  static RegistryRouting direct(TlsSettings tls, Credential credential) {
    CredentialSource credentials = CredentialSource.always(credential);
    return new RegistryRouting() {
      @Override
      public List<Route> forReading(Reference reference) {
        return List.of(forWriting(reference));
      }

      @Override
      public Route forWriting(Reference reference) {
        return new Route(
            reference, new RegistryEndpoint(reference.repository().registry(), tls, credentials));
      }
    };
  }
}
