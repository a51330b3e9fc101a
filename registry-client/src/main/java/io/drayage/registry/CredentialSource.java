package io.drayage.registry;

import io.drayage.image.Credential;
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

  /** The same credential for every repository. */
  static CredentialSource always(Credential credential) {
    return _ -> credential;
  }

  /** No credential at all. */
  static CredentialSource anonymous() {
    return always(new Credential.Anonymous());
  }
}
