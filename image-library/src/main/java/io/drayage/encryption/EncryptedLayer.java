package io.drayage.encryption;

import io.drayage.image.Descriptor;
import java.io.InputStream;
import java.util.Map;

/** An encrypted layer whose key is known. Immutable; never prints the key. */
public final class EncryptedLayer {
  private final Descriptor layer;
  private final LayerKey key;
  private final PublicOptions options;

  EncryptedLayer(Descriptor layer, LayerKey key, PublicOptions options) {
    this.layer = layer;
    this.key = key;
    this.options = options;
  }

  /**
   * Decrypts the layer. The result reports its end only after the HMAC of all of it was found
   * right, and fails with an {@link EncryptionException} when it is not: nothing of it is to be
   * believed before. Closing it closes the stream.
   */
  public InputStream decrypt(InputStream encrypted) {
    return new DecryptingInputStream(encrypted, key, options, "layer " + layer.digest());
  }

  /** What is left of a layer's annotations when it is decrypted. */
  public static Map<String, String> plainAnnotations(Descriptor layer) {
    return Annotations.without(layer.annotations());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptedLayer that
        && layer.digest().equals(that.layer.digest())
        && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return layer.digest().hashCode();
  }

  @Override
  public String toString() {
    return "the encrypted layer " + layer.digest();
  }
}
