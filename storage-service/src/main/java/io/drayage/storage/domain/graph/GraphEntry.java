package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import java.util.List;

/** What a manifest adds to the graph. */
public sealed interface GraphEntry {
  /** An image with its layers. */
  record OfImage(ImageNode image) implements GraphEntry {}

  /** An index with what it lists. */
  record OfIndex(ImageAddress address, List<Digest> children) implements GraphEntry {
    public OfIndex {
      children = List.copyOf(children);
    }
  }

  /** Nothing: it is no image, or none that can be read. */
  record Nothing() implements GraphEntry {}

  /** Not known yet: its config could not be read, and can be some time later. */
  record Later() implements GraphEntry {}
}
