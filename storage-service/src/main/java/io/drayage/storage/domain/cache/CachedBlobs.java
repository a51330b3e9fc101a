package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.registry.RegistryException;
import io.drayage.storage.domain.RefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.OptionalLong;

/** Blobs of the cache that are not here yet. Thread-safe. */
public final class CachedBlobs {
  private final Fills fills;
  private final Upstream upstream;

  public CachedBlobs(Fills fills, Upstream upstream) {
    this.fills = fills;
    this.upstream = upstream;
  }

  /**
   * The length of a blob in bytes, as its upstream says.
   *
   * @throws RefusedException when it has none
   * @throws UpstreamFailureException when it does not say
   */
  public long size(CachedRepository repository, Digest blob) throws IOException {
    OptionalLong size = asking(repository, blob, () -> upstream.size(repository.upstream(), blob));
    return size.orElseThrow(() -> Fills.unknown(repository, blob));
  }

  /**
   * Fetches a blob, or follows the fetch that is under way.
   *
   * @return nothing when it is in the store by now
   * @throws RefusedException when the upstream has none
   * @throws UpstreamFailureException when it could not be fetched
   */
  public Optional<BlobReader> open(CachedRepository repository, Digest blob) throws IOException {
    return asking(repository, blob, () -> follow(new BlobReader.Wanted(repository, blob)));
  }

  private Optional<BlobReader> follow(BlobReader.Wanted wanted) throws IOException {
    Fill fill = fills.enter(wanted.repository(), wanted.blob());
    boolean followed = false;
    try {
      if (fill.awaitStart() != Fill.State.STORED) {
        BlobReader reader = new BlobReader(fills, wanted, fill);
        followed = true;
        return Optional.of(reader);
      }
      return Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty(); // it was moved into the store meanwhile
    } finally {
      if (!followed) {
        fill.leave();
      }
    }
  }

  private static <T> T asking(CachedRepository repository, Digest blob, SingleFlight.Work<T> work)
      throws IOException {
    try {
      return work.perform();
    } catch (RegistryException.NotFound _) {
      throw Fills.unknown(repository, blob);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw UpstreamFailureException.of(repository, e);
    }
  }
}
