package io.drayage.encryption;

import io.drayage.image.Descriptor;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decrypts layers with the keys of one person. Thread-safe. */
public final class LayerDecryption {
  /** How many wrapped keys of one layer are tried; each costs some milliseconds. */
  private static final int MAXIMUM_RECIPIENTS = 256;

  private final List<DecryptionKey> keys;

  /**
   * Decrypts with any of these.
   *
   * @throws EncryptionException when none is a private key
   */
  public LayerDecryption(List<DecryptionKey> keys) throws EncryptionException {
    this.keys = List.copyOf(keys);
    if (this.keys.stream().noneMatch(key -> key.privateKey().isPresent())) {
      throw new EncryptionException(
          "none of the decryption keys %s is a private key".formatted(this.keys));
    }
  }

  /**
   * Finds the key of a layer; nothing of the layer itself is read.
   *
   * @throws EncryptionException when no key opens it, or what its annotations say is malformed
   */
  public EncryptedLayer unwrap(Descriptor layer) throws EncryptionException {
    String options = layer.annotations().get(Annotations.PUBLIC_OPTIONS);
    if (options == null) {
      throw new EncryptionException(
          "the encrypted layer %s has no annotation %s, without which it cannot be decrypted"
              .formatted(layer.digest(), Annotations.PUBLIC_OPTIONS));
    }
    PublicOptions known = PublicOptions.read(options);
    Search search = new Search();
    Optional<LayerKey> key = search.in(messages(layer));
    if (key.isPresent()) {
      return new EncryptedLayer(layer, key.get(), known);
    }
    EncryptionException failure =
        new EncryptionException(
            "no decryption key of %s opens the layer %s: it is encrypted for %s"
                .formatted(keys, layer.digest(), search.tried(layer)));
    search.problems.forEach(failure::addSuppressed);
    throw failure;
  }

  private record Message(String annotation, String text) {
    WrappedKey read() throws EncryptionException {
      byte[] bytes = Options.base64(text, "the annotation " + annotation);
      return annotation.equals(Annotations.JWE_KEYS)
          ? JweMessage.read(bytes)
          : Pkcs7Message.read(bytes);
    }
  }

  private static List<Message> messages(Descriptor layer) {
    List<Message> messages = new ArrayList<>();
    for (String annotation : List.of(Annotations.JWE_KEYS, Annotations.PKCS7_KEYS)) {
      for (String text : layer.annotations().getOrDefault(annotation, "").split(",", -1)) {
        if (!text.isEmpty()) {
          messages.add(new Message(annotation, text));
        }
      }
    }
    return messages;
  }

  /** A message that cannot be read does not keep the next one from being tried. */
  private final class Search {
    private final List<EncryptionException> problems = new ArrayList<>();
    private int recipients;

    Optional<LayerKey> in(List<Message> messages) throws EncryptionException {
      for (Message message : messages) {
        try {
          Optional<LayerKey> key = in(message.read());
          if (key.isPresent()) {
            return key;
          }
        } catch (EncryptionException e) {
          problems.add(e);
        }
        if (recipients > MAXIMUM_RECIPIENTS) {
          throw new EncryptionException(
              "a layer is encrypted for more than %d recipients".formatted(MAXIMUM_RECIPIENTS));
        }
      }
      return Optional.empty();
    }

    private Optional<LayerKey> in(WrappedKey message) throws EncryptionException {
      recipients += message.recipients();
      for (DecryptionKey candidate : keys) {
        Optional<PrivateKey> key = candidate.privateKey();
        Optional<byte[]> opened = key.isPresent() ? message.open(key.get()) : Optional.empty();
        if (opened.isPresent()) {
          return Optional.of(LayerKey.read(opened.get()));
        }
      }
      return Optional.empty();
    }

    String tried(Descriptor layer) {
      StringBuilder tried =
          new StringBuilder(
              "%d recipient%s by JWE and PKCS #7"
                  .formatted(recipients, recipients == 1 ? "" : "s"));
      if (layer.annotations().containsKey(Annotations.PGP_KEYS)) {
        tried.append(", and by OpenPGP, which is not supported");
      }
      problems.forEach(problem -> tried.append("; ").append(problem.getMessage()));
      return tried.toString();
    }
  }
}
