package io.drayage.storage.domain.graph;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.Manifest;
import io.drayage.image.PlatformNotFoundException;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.GraphRecords.Placed;
import io.drayage.storage.domain.graph.GraphRecords.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Answers what images are made of and what needs them, for the whole registry. Speaks only of
 * repositories that the asker may pull from. Thread-safe.
 */
public final class ImageGraph {
  /** An index has one image per platform; a longer one is answered a platform at a time. */
  private static final int MOST_PLATFORMS = 50;

  private static final int MOST_TAGS = 20;

  private final Manifests manifests;
  private final GraphRecords records;
  private final Graphing graphing;

  public ImageGraph(Manifests manifests, GraphRecords records, Graphing graphing) {
    this.manifests = manifests;
    this.records = records;
    this.graphing = graphing;
  }

  /**
   * The layers of an image, and which images end with each of them.
   *
   * @throws RefusedException when there is no such image, or none for the platform
   */
  public ImageTree tree(ImageQuestion question) {
    boolean complete = graphing.catchUp();
    RawManifest raw = manifest(question);
    List<ImageTree.Image> images = new ArrayList<>();
    for (Stored stored : nodes(question, raw)) {
      images.add(image(stored, question.visible()));
    }
    return new ImageTree(new ImageAddress(question.repository(), raw.digest()), images, complete);
  }

  private RawManifest manifest(ImageQuestion question) {
    return switch (question.version()) {
      case ImageQuestion.Version.Tagged(Tag tag) -> manifests.get(question.repository(), tag);
      case ImageQuestion.Version.Exact(Digest digest) ->
          manifests.get(question.repository(), digest);
    };
  }

  private List<Stored> nodes(ImageQuestion question, RawManifest raw) {
    Manifest manifest = raw.parse();
    if (!(manifest instanceof ImageIndex index)) {
      return List.of(node(question, raw.digest()).orElseThrow(() -> unknown(question, raw)));
    }
    if (question.platform().isPresent()) {
      Digest chosen = chosen(question, index);
      return List.of(node(question, chosen).orElseThrow(() -> unknown(question, raw)));
    }
    List<Stored> nodes = new ArrayList<>();
    index.manifests().stream()
        .filter(ImageGraph::isForAPlatform)
        .limit(MOST_PLATFORMS)
        .forEach(entry -> node(question, entry.digest()).ifPresent(nodes::add));
    return nodes;
  }

  private static Digest chosen(ImageQuestion question, ImageIndex index) {
    try {
      return question.platform().orElseThrow().choose(index).digest();
    } catch (PlatformNotFoundException e) {
      throw new RefusedException(RefusalCode.MANIFEST_UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  /** Builders list what they attest about an image next to it, for an unknown platform. */
  private static boolean isForAPlatform(Descriptor entry) {
    return entry.platform() == null || !entry.platform().os().equals("unknown");
  }

  private Optional<Stored> node(ImageQuestion question, Digest manifest) {
    return records.find(new ImageAddress(question.repository(), manifest));
  }

  private static RefusedException unknown(ImageQuestion question, RawManifest raw) {
    return new RefusedException(
        RefusalCode.MANIFEST_UNKNOWN,
        "%s@%s is not in the image graph: it has no layers that can be read, or was pushed just now"
            .formatted(question.repository(), raw.digest()));
  }

  private ImageTree.Image image(Stored stored, Predicate<RepositoryPath> visible) {
    ImageNode node = stored.node();
    LayerTops tops = LayerTops.find(records, node, visible);
    return new ImageTree.Image(
        node,
        records.tags(List.of(stored.number()), MOST_TAGS).getOrDefault(stored.number(), List.of()),
        node.layers().stream().map(tops::layer).toList(),
        tops.base(),
        records.bytes(node.address()));
  }

  /**
   * Every image that is built on one, with the layers that it adds.
   *
   * @param window a page may be shorter than asked for and yet be followed by others
   */
  public Dependents requiredBy(ImageQuestion question, GraphRecords.Window window) {
    boolean complete = graphing.catchUp();
    List<Stored> asked = nodes(question, manifest(question));
    if (asked.size() != 1) {
      throw new RefusedException(
          RefusalCode.MANIFEST_INVALID,
          "%s is an index of %d images: name a platform"
              .formatted(question.repository(), asked.size()));
    }
    ImageNode node = asked.getFirst().node();
    List<Placed> found =
        node.chain().map(chain -> records.builtOn(chain, window)).orElse(List.of());
    return dependents(found, question.visible(), window, complete);
  }

  /** Every image with a layer, by the digest of the layer or of its content. */
  public Dependents containing(
      Digest layer, Predicate<RepositoryPath> visible, GraphRecords.Window window) {
    boolean complete = graphing.catchUp();
    return dependents(records.containing(layer, window), visible, window, complete);
  }

  private Dependents dependents(
      List<Placed> found,
      Predicate<RepositoryPath> visible,
      GraphRecords.Window window,
      boolean complete) {
    List<Placed> shown =
        found.stream().filter(p -> visible.test(p.address().repository())).toList();
    Map<Long, List<Tag>> tags =
        records.tags(shown.stream().map(Placed::number).toList(), MOST_TAGS);
    Map<Long, List<LayerNode>> above = records.layersAbove(shown);
    List<Dependent> images =
        shown.stream()
            .map(
                image ->
                    new Dependent(
                        image.address(),
                        image.platform(),
                        tags.getOrDefault(image.number(), List.of()),
                        above.getOrDefault(image.number(), List.of())))
            .toList();
    boolean last = found.size() < window.limit();
    return new Dependents(
        images, last ? OptionalLong.empty() : OptionalLong.of(found.getLast().number()), complete);
  }
}
