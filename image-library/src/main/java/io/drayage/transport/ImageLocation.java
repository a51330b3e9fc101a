package io.drayage.transport;

import io.drayage.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A place that holds, or will hold, one image. It prints ({@code toString}) to {@code
 * TRANSPORT:TEXT}, which parses to an equal location. Making one contacts nobody.
 */
public interface ImageLocation {

  Transport transport();

  /**
   * The scopes under which a trust policy may have a rule for this place, the most specific first;
   * none where it can only speak of the whole transport. Follows symbolic links, contacts nobody.
   *
   * @throws IOException when a path cannot be resolved
   */
  default List<String> policyScopes() throws IOException {
    return List.of();
  }

  /**
   * The image's name as it is in a registry, where the place gives it one: what signatures speak
   * of.
   */
  default Optional<Reference> dockerReference() {
    return Optional.empty();
  }

  /** Opens the place to read from; the caller closes it. */
  ImageSource openSource(TransportContext context) throws IOException;

  /** Opens the place to write to; the caller closes it. Nothing is visible before the commit. */
  ImageDestination openDestination(TransportContext context) throws IOException;
}
