package io.drayage.registries;

import io.drayage.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Somebody who says which of several images a short name means. */
@FunctionalInterface
public interface ShortNameChooser {

  /**
   * Asks.
   *
   * @param candidates at least two, in the order of the search registries
   * @return one of the candidates; empty when there is nobody to ask
   * @throws IOException when the question cannot be asked, or is answered by none of them
   */
  Optional<Reference> choose(String shortName, List<Reference> candidates) throws IOException;

  /** There is nobody to ask. */
  static ShortNameChooser nobody() {
    return (_, _) -> Optional.empty();
  }
}
