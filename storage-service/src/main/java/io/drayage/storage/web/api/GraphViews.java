package io.drayage.storage.web.api;

import io.drayage.api.storage.BaseImage;
import io.drayage.api.storage.DeclaredBaseImage;
import io.drayage.api.storage.DependentImage;
import io.drayage.api.storage.DependentPage;
import io.drayage.api.storage.TreeImage;
import io.drayage.api.storage.TreeLayer;
import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.graph.Dependent;
import io.drayage.storage.domain.graph.Dependents;
import io.drayage.storage.domain.graph.ImageName;
import io.drayage.storage.domain.graph.ImageTree;
import io.drayage.storage.domain.graph.LayerNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image graph as the REST API writes it. */
final class GraphViews {
  private GraphViews() {}

  static io.drayage.api.storage.ImageTree tree(ImageTree tree) {
    return new io.drayage.api.storage.ImageTree(
        tree.address().repository().value(),
        tree.address().manifest().toString(),
        tree.complete(),
        tree.images().stream().map(GraphViews::image).toList());
  }

  private static TreeImage image(ImageTree.Image image) {
    return new TreeImage(
        image.node().address().manifest().toString(),
        image.node().config().toString(),
        orNull(image.node().platform()),
        image.node().size(),
        image.bytes().exclusive(),
        image.bytes().shared(),
        image.tags().stream().map(Tag::value).toList(),
        image.base().map(base -> new BaseImage(names(base.names()), base.layers())).orElse(null),
        image
            .node()
            .base()
            .map(base -> new DeclaredBaseImage(base.name(), base.digest()))
            .orElse(null),
        image.layers().stream().map(GraphViews::layer).toList());
  }

  private static TreeLayer layer(ImageTree.Layer layer) {
    LayerNode node = layer.node();
    return new TreeLayer(
        node.digest().toString(),
        node.diffId().map(Digest::toString).orElse(null),
        node.chain().toString(),
        node.size(),
        names(layer.topOf()),
        layer.more());
  }

  static DependentPage page(Dependents dependents) {
    return new DependentPage(
        dependents.images().stream().map(GraphViews::dependent).toList(),
        dependents.complete(),
        dependents.next().isPresent() ? Long.toString(dependents.next().getAsLong()) : null);
  }

  private static DependentImage dependent(Dependent image) {
    return new DependentImage(
        image.address().repository().value(),
        image.address().manifest().toString(),
        orNull(image.platform()),
        image.tags().stream().map(Tag::value).toList(),
        image.above().stream()
            .map(
                layer ->
                    new DependentImage.AddedLayer(
                        layer.digest().toString(), layer.chain().toString(), layer.size()))
            .toList());
  }

  private static List<String> names(List<ImageName> names) {
    return names.stream().map(ImageName::toString).toList();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
