package io.drayage.copier.domain.tenant;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;

/** A registry, or a repository on it, with everything below: {@code HOST} or {@code HOST/PATH}. */
record NamePrefix(String text) {

  /**
   * Reads one.
   *
   * @throws InvalidFormatException when it is neither
   */
  static NamePrefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new NamePrefix(RegistryHost.parse(text).value());
    }
    RegistryHost host = RegistryHost.parse(text.substring(0, slash));
    return new NamePrefix(new RepositoryName(host, text.substring(slash + 1)).toString());
  }

  boolean holds(RepositoryName repository) {
    String name = repository.toString();
    return name.equals(text) || name.startsWith(text + "/");
  }

  @Override
  public String toString() {
    return text;
  }
}
