package io.drayage.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns manifests of one format into another, byte for byte as the Linux container tools do it, so
 * that an image gets the same digest whichever tool converted it. What the new format has no place
 * for is dropped: annotations, subject and artifact type on the way to Docker's format, fields of
 * the config that OCI does not know on the way to OCI's.
 */
public final class ManifestConversion {
  private static final Map<MediaType, MediaType> DOCKER_LAYER_TO_OCI =
      Map.of(
          MediaType.DOCKER_LAYER, MediaType.OCI_LAYER,
          MediaType.DOCKER_LAYER_GZIP, MediaType.OCI_LAYER_GZIP,
          MediaType.DOCKER_FOREIGN_LAYER, MediaType.OCI_FOREIGN_LAYER,
          MediaType.DOCKER_FOREIGN_LAYER_GZIP, MediaType.OCI_FOREIGN_LAYER_GZIP);

  private static final Map<MediaType, MediaType> OCI_LAYER_TO_DOCKER =
      Map.of(
          MediaType.OCI_LAYER, MediaType.DOCKER_LAYER,
          MediaType.OCI_LAYER_GZIP, MediaType.DOCKER_LAYER_GZIP,
          MediaType.OCI_FOREIGN_LAYER, MediaType.DOCKER_FOREIGN_LAYER,
          MediaType.OCI_FOREIGN_LAYER_GZIP, MediaType.DOCKER_FOREIGN_LAYER_GZIP);

  private ManifestConversion() {}

  /**
   * Converts an image. With the format that it has already nothing changes.
   *
   * <p>Layers that are to be replaced are replaced before ({@link ImageManifest#with}) when the new
   * format has no place for the old ones, such as zstd on the way to Docker's format.
   *
   * @param config the bytes that the manifest's config descriptor points to
   * @param target {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
   * @throws InvalidFormatException when the manifest is that of an artifact, has a layer of a type
   *     that the target has no counterpart for, or when the config is not what the manifest points
   *     to or is malformed
   */
  public static ConvertedImage convert(ImageManifest image, byte[] config, MediaType target) {
    if (!image.config().digest().matches(config)) {
      throw new InvalidFormatException(
          "these %d bytes are not the config %s of the image"
              .formatted(config.length, image.config().digest()));
    }
    if (image.raw().mediaType().equals(target)) {
      return new ConvertedImage(image, config);
    }
    if (target.equals(MediaType.OCI_MANIFEST)) {
      return toOci(image, config);
    }
    if (target.equals(MediaType.DOCKER_MANIFEST)) {
      return toDocker(image, config);
    }
    throw new InvalidFormatException("cannot convert an image to %s".formatted(target));
  }

  private static ConvertedImage toOci(ImageManifest image, byte[] config) {
    ImageConfig.checkSize(config);
    byte[] ociConfig =
        GoJson.bytes(ConfigStructs.OCI.normalise(Json.object(config, "image config")));
    var descriptor = new Descriptor(MediaType.OCI_CONFIG, Digest.of(ociConfig), ociConfig.length);
    return new ConvertedImage(
        create(MediaType.OCI_MANIFEST, descriptor, image.layers(), DOCKER_LAYER_TO_OCI), ociConfig);
  }

  private static ConvertedImage toDocker(ImageManifest image, byte[] config) {
    Descriptor before = image.config();
    if (!before.mediaType().equals(MediaType.OCI_CONFIG)) {
      throw new InvalidFormatException(
          "cannot convert the artifact %s to Docker's format: its config is of type %s"
              .formatted(image.raw().digest(), before.mediaType()));
    }
    var descriptor = new Descriptor(MediaType.DOCKER_CONFIG, before.digest(), before.size());
    return new ConvertedImage(
        create(MediaType.DOCKER_MANIFEST, descriptor, image.layers(), OCI_LAYER_TO_DOCKER), config);
  }

  private static ImageManifest create(
      MediaType target,
      Descriptor config,
      List<Descriptor> layers,
      Map<MediaType, MediaType> types) {
    List<Descriptor> converted = new ArrayList<>(layers.size());
    for (Descriptor layer : layers) {
      MediaType type = types.get(layer.mediaType());
      if (type == null) {
        throw new InvalidFormatException(
            "cannot convert the image to %s: it has no counterpart for layer %s of type %s"
                .formatted(target, layer.digest(), layer.mediaType()));
      }
      converted.add(plain(layer, type, null));
    }
    return ImageManifest.create(target, config, converted, ManifestDetails.NONE);
  }

  private static Descriptor plain(Descriptor from, MediaType type, @Nullable Platform platform) {
    return new Descriptor(type, from.digest(), from.size(), from.urls(), Map.of(), platform, null);
  }

  /**
   * Converts an index; its entries are not converted and keep their types. An entry without
   * platform is said to be for this machine's in Docker's format, which needs one.
   *
   * @param target {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_LIST}
   * @throws InvalidFormatException when the target is another one
   */
  public static ImageIndex convert(ImageIndex index, MediaType target) {
    if (index.raw().mediaType().equals(target)) {
      return index;
    }
    List<Descriptor> converted = new ArrayList<>();
    for (Descriptor entry : index.manifests()) {
      converted.add(plain(entry, entry.mediaType(), platformOf(entry, target)));
    }
    return ImageIndex.create(target, converted, ManifestDetails.NONE);
  }

  private static Platform platformOf(Descriptor entry, MediaType target) {
    Platform platform = entry.platform();
    if (platform != null) {
      return platform;
    }
    Platform local = Platform.local();
    return target.isDocker() ? Platform.of(local.os(), local.architecture()) : Platform.of("", "");
  }

  /**
   * Converts an image of Docker's first format. Its config is made from the history; steps that
   * changed no file have no layer any more.
   *
   * @param layers for each layer of {@link Schema1Manifest#imageLayers()} that is not empty, by the
   *     digest of its blob, what only its bytes tell
   * @param target {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
   * @throws InvalidFormatException when the history is malformed or a layer is missing
   */
  public static ConvertedImage convert(
      Schema1Manifest image, Map<Digest, LayerContent> layers, MediaType target) {
    ConvertedImage docker = Schema1Conversion.toDocker(image, layers);
    return convert(docker.manifest(), docker.configBytes(), target);
  }
}
