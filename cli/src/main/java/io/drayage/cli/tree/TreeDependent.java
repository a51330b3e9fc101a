package io.drayage.cli.tree;

import io.drayage.image.Digest;
import java.util.List;

/**
 * An image that is built on another one.
 *
 * @param names at least one
 * @param above its layers above those of the other one
 */
public record TreeDependent(
    Digest manifest, String platform, List<String> names, List<Step> above) {
  public TreeDependent {
    names = List.copyOf(names);
    above = List.copyOf(above);
  }

  /**
   * A layer on the way up.
   *
   * @param chain stands for it and all below it: images with the same one share all of them
   */
  public record Step(Digest digest, long size, String chain) {}
}
