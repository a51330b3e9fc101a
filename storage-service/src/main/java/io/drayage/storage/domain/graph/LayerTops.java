package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.GraphRecords.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which images end with which layer of an image. */
final class LayerTops {
  /** Of the images that end with the same layer; rebuilds and copies of an image are many. */
  private static final int LOOKED_AT = 100;

  private static final int SHOWN = 10;

  private final ImageNode node;
  private final Map<Digest, List<ImageName>> names = new HashMap<>();

  private LayerTops(ImageNode node) {
    this.node = node;
  }

  static LayerTops find(GraphRecords records, ImageNode node, Predicate<RepositoryPath> visible) {
    List<Placed> images =
        records
            .endingWith(
                node.layers().stream().map(LayerNode::chain).toList(),
                node.address().repository(),
                LOOKED_AT)
            .stream()
            .filter(image -> visible.test(image.address().repository()))
            .toList();
    Map<Long, List<Tag>> tags =
        records.tags(images.stream().map(Placed::number).toList(), SHOWN + 1);
    LayerTops tops = new LayerTops(node);
    for (Placed image : images) {
      tops.add(image, tags.getOrDefault(image.number(), List.of()));
    }
    return tops;
  }

  private void add(Placed image, List<Tag> tags) {
    List<ImageName> list = names.computeIfAbsent(image.chain(), _ -> new ArrayList<>());
    if (tags.isEmpty()) {
      list.add(new ImageName(image.address(), Optional.empty()));
    }
    tags.forEach(tag -> list.add(new ImageName(image.address(), Optional.of(tag))));
  }

  /** The layer with the tags of those images. */
  ImageTree.Layer layer(LayerNode layer) {
    List<ImageName> tagged =
        names(layer).stream().filter(name -> name.tag().isPresent()).distinct().toList();
    return new ImageTree.Layer(layer, tagged.stream().limit(SHOWN).toList(), tagged.size() > SHOWN);
  }

  /** The image with the most layers of those that have only lower layers of this one. */
  Optional<ImageTree.Base> base() {
    for (int layers = node.layers().size() - 1; layers > 0; layers--) {
      List<ImageName> found = names(node.layers().get(layers - 1));
      if (!found.isEmpty()) {
        List<ImageName> tagged = found.stream().filter(name -> name.tag().isPresent()).toList();
        List<ImageName> best = tagged.isEmpty() ? found : tagged;
        return Optional.of(
            new ImageTree.Base(best.stream().distinct().limit(SHOWN).toList(), layers));
      }
    }
    return Optional.empty();
  }

  private List<ImageName> names(LayerNode layer) {
    return names.getOrDefault(layer.chain(), List.of());
  }
}
