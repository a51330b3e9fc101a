package io.drayage.registries;

import io.drayage.image.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where signatures of one repository are kept beside it, a file for each: {@code
 * BASE/PATH@ALGORITHM=HEX/signature-N}, counted from 1. Immutable.
 */
public sealed interface Lookaside {

  /** A folder of this machine; {@code repository} is the path up to the {@code @}. */
  record Folder(Path repository) implements Lookaside {

    /** The file of one signature. */
    public Path signature(Digest manifest, int number) {
      return signatures(manifest).resolve(name(number));
    }

    /** The folder that holds the signatures of one manifest. */
    public Path signatures(Digest manifest) {
      return repository.resolveSibling(repository.getFileName() + suffix(manifest));
    }
  }

  /** A web server; it can be read only. {@code repository} is the address up to the {@code @}. */
  record Site(URI repository) implements Lookaside {

    /** The address of one signature. */
    public URI signature(Digest manifest, int number) {
      try {
        return new URI(
            repository.getScheme(),
            repository.getAuthority(),
            repository.getPath() + suffix(manifest) + "/" + name(number),
            repository.getQuery(),
            null);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(repository + " was an address before", e);
      }
    }
  }

  /**
   * An address that nothing can be read from; {@code reason} says why, and what to write instead.
   */
  record Unusable(String address, String reason) implements Lookaside {}

  private static String suffix(Digest manifest) {
    return "@" + manifest.algorithm().label() + "=" + manifest.hex();
  }

  private static String name(int number) {
    return "signature-" + number;
  }
}
