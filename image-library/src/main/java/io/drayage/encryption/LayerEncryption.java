package io.drayage.encryption;

import io.drayage.image.Digest;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Encrypts layers for one or several recipients, each layer with a key of its own. Thread-safe. */
public final class LayerEncryption {
  private final List<Recipient> recipients;
  private final SecureRandom random;

  /**
   * Encrypts for all of these.
   *
   * @throws IllegalArgumentException when there are none: nobody could read the layers
   */
  public LayerEncryption(List<Recipient> recipients, SecureRandom random) {
    this.recipients = List.copyOf(recipients);
    this.random = random;
    if (this.recipients.isEmpty()) {
      throw new IllegalArgumentException("layers must be encrypted for somebody");
    }
  }

  /** Begins to encrypt one layer, by a new key. */
  public Encryption begin() {
    return new Encryption(LayerKey.random(random));
  }

  /** One layer on its way. Not thread-safe. */
  public final class Encryption {
    private final LayerKey key;

    private Encryption(LayerKey key) {
      this.key = key;
    }

    /**
     * Encrypts what is read; called again it makes the same bytes of the same. Closing the result
     * closes the stream.
     */
    public InputStream encrypt(InputStream plain) {
      return new EncryptingInputStream(plain, key.cipher());
    }

    /**
     * What is said of the layer for its recipients.
     *
     * @param encrypted what {@link #encrypt} gave, read to its end
     * @param plain the digest of the layer before it was encrypted, for their information
     * @throws EncryptionException when the layer's key cannot be wrapped for one of them
     */
    public Map<String, String> annotations(InputStream encrypted, Digest plain)
        throws EncryptionException {
      if (!(encrypted instanceof EncryptingInputStream stream)) {
        throw new IllegalArgumentException("this is not the stream that encrypts the layer");
      }
      Map<String, String> annotations = new LinkedHashMap<>();
      byte[] secret = key.json(plain);
      for (Recipient recipient : recipients) {
        annotations.merge(
            recipient.annotation(),
            Options.base64(recipient.wrap(secret)),
            (before, more) -> before + "," + more);
      }
      annotations.put(Annotations.PUBLIC_OPTIONS, new PublicOptions(stream.code()).annotation());
      return annotations;
    }
  }

  @Override
  public String toString() {
    return recipients.toString();
  }
}
