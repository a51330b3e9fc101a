package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.io.IOException;

/**
 * Finds the credential for a repository. It may ask a file or a helper program each time; the
 * client asks at most once per repository and keeps the answer. Thread-safe.
 */
@FunctionalInterface
public interface CredentialSource {

  /** The credential to use; {@link Credential.Anonymous} when there is none. */
  Credential credential(RepositoryName repository) throws IOException;

  /**
   * The credential for what concerns the registry as a whole: its catalog, or whether it is there.
   * Unless a source says otherwise, it is that of a repository that has no entry of its own.
   */
  default Credential credential(RegistryHost registry) throws IOException {
    return credential(new RepositoryName(registry, "library"));
  }

  /** The same credential for every repository. */
  static CredentialSource always(Credential credential) {
    return _ -> credential;
  }

  /** No credential at all. */
  static CredentialSource anonymous() {
    return always(new Credential.Anonymous());
  }
}
