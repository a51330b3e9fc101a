package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The graph as it is kept. Each question is a lookup by an index and has a limit. */
public interface GraphRecords {
  /** An image with its layers. */
  Optional<Stored> find(ImageAddress address);

  /**
   * Images that have exactly the layers of a chain, those of one repository first.
   *
   * @param most for each chain and for each of the two groups
   */
  List<Placed> endingWith(Collection<Digest> chains, RepositoryPath first, int most);

  /** Images that have all layers of a chain and more, in the order of their numbers. */
  List<Placed> builtOn(Digest chain, Window window);

  /** Images with a layer of this digest, or with one that holds the same in other compression. */
  List<Placed> containing(Digest layer, Window window);

  /**
   * The tags of images, by their own manifests and by indexes that list them.
   *
   * @param most for each image
   */
  Map<Long, List<Tag>> tags(Collection<Long> images, int most);

  /** The layers of each image above so many of its lowest. */
  Map<Long, List<LayerNode>> layersAbove(Collection<Placed> images);

  /** What an image needs, and what no other manifest needs. */
  StoredBytes bytes(ImageAddress address);

  /** An image and its number, which stays the same as long as the image is there. */
  record Stored(long number, ImageNode node) {}

  /**
   * An image in a list.
   *
   * @param number its place in the order of the list
   * @param chain the layers that were asked for
   * @param below how many layers the chain has
   */
  record Placed(long number, ImageAddress address, String platform, Digest chain, int below) {}

  /** A part of a list: so many behind a number. */
  record Window(long after, int limit) {}
}
