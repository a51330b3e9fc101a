package io.drayage.cli.inspect;

import io.drayage.cli.inspect.ImageView.LayerView;
import io.drayage.image.Descriptor;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /** The whole view. */
  public ImageView view(String name, List<String> tags) throws IOException {
    Manifest image = image();
    return new ImageView(
        name, source.manifest().digest(), tags, ConfigFields.read(config(image)), layers(image));
  }

  private Manifest image() throws IOException {
    Manifest manifest = source.manifest().parse();
    if (manifest instanceof ImageIndex index) {
      return source.manifest(platform.choose(index)).parse();
    }
    return manifest;
  }

  private byte[] config(Manifest image) throws IOException {
    return switch (image) {
      case ImageManifest manifest -> read(manifest.config());
      case Schema1Manifest manifest ->
          manifest.history().getLast().getBytes(StandardCharsets.UTF_8);
      case ImageIndex _, UnknownManifest _ -> throw noImage(image);
    };
  }

  private List<LayerView> layers(Manifest image) {
    return switch (image) {
      case ImageManifest manifest -> manifest.layers().stream().map(LayerView::of).toList();
      case Schema1Manifest manifest -> manifest.layers().stream().map(LayerView::of).toList();
      case ImageIndex _, UnknownManifest _ -> throw noImage(image);
    };
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
