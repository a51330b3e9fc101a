package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.registry.budget.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The registries that are cached, each by its name. Every method asks one or, where there are
 * mirrors, several of them, and fails as {@link io.drayage.registry.RegistryClient} does; a name
 * that may not be asked for fails with a {@link io.drayage.storage.domain.RefusedException}.
 * Thread-safe; interruption ends a request.
 */
public interface Upstream {

  /** Media type, digest and size of a manifest, without fetching it; empty when there is none. */
  Optional<Descriptor> lookUp(Reference reference) throws IOException;

  /** A manifest, verified. */
  RawManifest manifest(DigestReference reference, Urgency urgency) throws IOException;

  /** The length of a blob in bytes; empty when there is none. */
  OptionalLong size(RepositoryName repository, Digest blob) throws IOException;

  /** Opens a blob; the caller closes it. */
  Blob blob(RepositoryName repository, Digest blob) throws IOException;

  /** What refers to a manifest. */
  List<Descriptor> referrers(DigestReference subject) throws IOException;

  /**
   * A blob that is being fetched.
   *
   * @param size in bytes
   * @param content goes on by itself where a connection breaks; its last bytes come when size and
   *     digest were found right, and otherwise an exception
   */
  record Blob(long size, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
