package io.drayage.storage.domain.graph;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of images that need something.
 *
 * @param next behind which number the next page begins, when there may be one
 * @param complete whether everything that was stored before the question is taken into account
 */
public record Dependents(List<Dependent> images, OptionalLong next, boolean complete) {
  public Dependents {
    images = List.copyOf(images);
  }
}
