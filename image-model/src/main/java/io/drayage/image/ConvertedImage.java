package io.drayage.image;

import java.util.Arrays;

/**
 * An image in another format: its manifest and the config that the manifest points to. The layers
 * are the same blobs as before.
 */
public final class ConvertedImage {
  private final ImageManifest manifest;
  private final byte[] config;

  ConvertedImage(ImageManifest manifest, byte[] config) {
    this.manifest = manifest;
    this.config = config.clone();
  }

  public ImageManifest manifest() {
    return manifest;
  }

  /** A copy of the bytes of the config. */
  public byte[] configBytes() {
    return config.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConvertedImage that
        && manifest.equals(that.manifest)
        && Arrays.equals(config, that.config);
  }

  @Override
  public int hashCode() {
    return manifest.hashCode();
  }

  @Override
  public String toString() {
    return "ConvertedImage[" + manifest.raw() + "]";
  }
}
