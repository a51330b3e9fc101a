package io.drayage.registries;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** How JSON of configuration files is read: no larger than a {@link BoundedFile}, nor deep. */
final class BoundedJson {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxDocumentLength(BoundedFile.MAXIMUM_SIZE)
                  .build())
          .build();

  private BoundedJson() {}
}
