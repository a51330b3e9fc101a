package io.drayage.sync;

import io.drayage.image.Reference;
import java.util.List;
import java.util.Objects;

/** Which images of a repository are meant. */
public sealed interface TagSelection {

  /**
   * Exactly these; the registry is not asked for its tags, and one that is missing is a failure.
   */
  record Listed(List<Reference> references) implements TagSelection {
    public Listed {
      references = List.copyOf(references);
    }
  }

  /** Those of the registry's tags that a filter lets through; none is a warning. */
  record Filtered(TagFilter filter) implements TagSelection {
    public Filtered {
      Objects.requireNonNull(filter);
    }
  }
}
