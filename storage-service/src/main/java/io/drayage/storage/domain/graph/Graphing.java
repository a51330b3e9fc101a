package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.RepositoryPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Enters manifests into the graph, behind the pushes: reading a config is nothing that a push has
 * to wait for. Thread-safe.
 */
public final class Graphing {
  private static final int BATCH = 50;

  /** What a question enters before it is answered; more is left to the background. */
  private static final int BEFORE_AN_ANSWER = 500;

  private final GraphQueue queue;
  private final BlobStore blobs;

  public Graphing(GraphQueue queue, BlobStore blobs) {
    this.queue = queue;
    this.blobs = blobs;
  }

  /** Works until nothing is due. */
  public int finish() {
    return work(Integer.MAX_VALUE);
  }

  /**
   * Works for a question that is about to be answered.
   *
   * @return whether the answer will take everything into account that is stored by now
   */
  boolean catchUp() {
    work(BEFORE_AN_ANSWER);
    return queue.isEmpty();
  }

  private int work(int limit) {
    int done = 0;
    while (done < limit && !Thread.currentThread().isInterrupted()) {
      int taken = queue.work(BATCH, this::read);
      if (taken == 0) {
        return done;
      }
      done += taken;
    }
    return done;
  }

  private GraphEntry read(RepositoryPath repository, RawManifest raw) {
    Manifest manifest;
    try {
      manifest = raw.parse();
    } catch (InvalidFormatException _) {
      return new GraphEntry.Nothing(); // accepted by rules that are no more
    }
    ImageAddress address = new ImageAddress(repository, raw.digest());
    return switch (manifest) {
      case ImageManifest image -> image(address, image);
      case ImageIndex index ->
          new GraphEntry.OfIndex(
              address, index.manifests().stream().map(entry -> entry.digest()).distinct().toList());
      case Schema1Manifest _, UnknownManifest _ -> new GraphEntry.Nothing();
    };
  }

  private GraphEntry image(ImageAddress address, ImageManifest manifest) {
    if (manifest.layers().size() > ImageReading.MOST_LAYERS) {
      return new GraphEntry.Nothing();
    }
    try {
      Optional<ImageConfig> config = manifest.isImage() ? config(manifest) : Optional.empty();
      return new GraphEntry.OfImage(ImageReading.read(address, manifest, config));
    } catch (IOException _) {
      return new GraphEntry.Later();
    }
  }

  /** The config; nothing when its bytes are none. */
  private Optional<ImageConfig> config(ImageManifest manifest) throws IOException {
    Digest digest = manifest.config().digest();
    Optional<BlobContent> content = blobs.find(digest);
    if (content.isEmpty() || content.get().size() > RawManifest.MAXIMUM_SIZE) {
      return Optional.empty();
    }
    try (InputStream in = content.get().open(0)) {
      byte[] bytes = in.readNBytes(RawManifest.MAXIMUM_SIZE);
      return digest.matches(bytes) ? Optional.of(ImageConfig.parse(bytes)) : Optional.empty();
    } catch (InvalidFormatException _) {
      return Optional.empty();
    }
  }
}
