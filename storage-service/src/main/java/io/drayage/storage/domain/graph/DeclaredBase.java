package io.drayage.storage.domain.graph;

import java.util.Map;
import java.util.Optional;

/**
 * What an image says that it was built on: image specification 1.1, annotations.md. The texts are
 * the builder's; nobody has checked them.
 */
public record DeclaredBase(String name, String digest) {
  private static final String NAME = "org.opencontainers.image.base.name";
  private static final String DIGEST = "org.opencontainers.image.base.digest";
  private static final int LONGEST = 500;

  static Optional<DeclaredBase> of(Map<String, String> annotations) {
    String name = annotations.getOrDefault(NAME, "");
    String digest = annotations.getOrDefault(DIGEST, "");
    boolean usable = name.length() <= LONGEST && digest.length() <= LONGEST;
    boolean said = !name.isEmpty() || !digest.isEmpty();
    return usable && said ? Optional.of(new DeclaredBase(name, digest)) : Optional.empty();
  }
}
