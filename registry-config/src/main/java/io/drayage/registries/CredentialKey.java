package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.ArrayList;
import java.util.List;

/**
 * What credentials are kept for: a registry, a namespace in it or a repository, {@code
 * host[:port][/path]}.
 */
public record CredentialKey(String value) {

  /**
   * @throws InvalidFormatException when the key has a scheme, a tag or a digest
   */
  public CredentialKey {
    if (value.startsWith("http://") || value.startsWith("https://")) {
      throw new InvalidFormatException(
          "key %s contains http[s]:// prefix; write the host alone".formatted(value));
    }
    if (value.indexOf('@') >= 0) {
      throw new InvalidFormatException(
          "key %s contains a '@' character; write host[:port][/path]".formatted(value));
    }
    int slash = value.indexOf('/');
    if (slash >= 0 && value.indexOf(':', slash) >= 0) {
      throw new InvalidFormatException(
          "key %s contains a ':' character after host[:port]; write it without a tag"
              .formatted(value));
    }
    if (value.isEmpty() || slash == 0) {
      throw new InvalidFormatException("the key \"%s\" names no registry".formatted(value));
    }
  }

  public static CredentialKey of(RegistryHost registry) {
    return new CredentialKey(registry.toString());
  }

  public static CredentialKey of(RepositoryName repository) {
    return new CredentialKey(repository.toString());
  }

  /** The part before the first slash. */
  public String registry() {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(0, slash);
  }

  /** Whether the key is for a part of a registry only. */
  public boolean isNamespaced() {
    return value.indexOf('/') >= 0;
  }

  /** This key and what it lies in, the most specific first. */
  List<String> candidates() {
    List<String> candidates = new ArrayList<>();
    String key = value;
    candidates.add(key);
    for (int slash = key.lastIndexOf('/'); slash >= 0; slash = key.lastIndexOf('/')) {
      key = key.substring(0, slash);
      candidates.add(key);
    }
    return candidates;
  }

  @Override
  public String toString() {
    return value;
  }
}
