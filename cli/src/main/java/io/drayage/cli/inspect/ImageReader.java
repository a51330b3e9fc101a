package io.drayage.cli.inspect;

import io.drayage.cli.inspect.ImageView.LayerView;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads what {@code inspect} shows: of an index, the image for one platform. */
public final class ImageReader {
  private final ImageSource source;
  private final PlatformChoice platform;

  public ImageReader(ImageSource source, PlatformChoice platform) {
    this.source = source;
    this.platform = platform;
  }

  /** The bytes of the configuration as they are. */
  public byte[] config() throws IOException {
    return config(image());
  }

  /**
   * The whole view.
   *
   * @param algorithm of the digest; empty for the usual one
   */
  public ImageView view(String name, List<String> tags, Optional<DigestAlgorithm> algorithm)
      throws IOException {
    Manifest image = image();
    RawManifest top = source.manifest();
    Digest digest =
        algorithm.isEmpty() || algorithm.get() == top.digest().algorithm()
            ? top.digest()
            : Digest.of(algorithm.get(), top.bytes());
    return new ImageView(name, digest, tags, ConfigFields.read(config(image)), layers(image));
  }

  /** The manifest of the image: of an index, that for the platform. */
  public Manifest manifest() throws IOException {
    return image();
  }

  private Manifest image() throws IOException {
    Manifest manifest = source.manifest().parse();
    if (manifest instanceof ImageIndex index) {
      return source.manifest(platform.choose(index)).parse();
    }
    return manifest;
  }

  // No pattern switches here: they are linked at run time, which costs each start of inspect.

  private byte[] config(Manifest image) throws IOException {
    if (image instanceof ImageManifest manifest) {
      return read(manifest.config());
    }
    if (image instanceof Schema1Manifest manifest) {
      return manifest.history().getLast().getBytes(StandardCharsets.UTF_8);
    }
    throw noImage(image);
  }

  private static List<LayerView> layers(Manifest image) {
    if (image instanceof ImageManifest manifest) {
      return manifest.layers().stream().map(LayerView::of).toList();
    }
    if (image instanceof Schema1Manifest manifest) {
      return manifest.layers().stream().map(LayerView::of).toList();
    }
    throw noImage(image);
  }

  private static InvalidFormatException noImage(Manifest manifest) {
    return new InvalidFormatException(
        "a manifest of the type %s is no image; --raw shows it"
            .formatted(manifest.raw().mediaType()));
  }

  private byte[] read(Descriptor config) throws IOException {
    if (config.size() > RawManifest.MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "the image config has %d bytes, more than the limit of %d"
              .formatted(config.size(), RawManifest.MAXIMUM_SIZE));
    }
    try (BlobContent blob = source.blob(config)) {
      return blob.stream().readAllBytes();
    }
  }
}
