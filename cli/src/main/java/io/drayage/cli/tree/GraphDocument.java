package io.drayage.cli.tree;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the REST API of a registry says about its image graph. Every name is checked: what is
 * printed at a terminal must not be more than a name.
 */
public final class GraphDocument {
  private final JsonNode root;
  private final RepositoryName asked;

  private GraphDocument(JsonNode root, RepositoryName asked) {
    this.root = root;
    this.asked = asked;
  }

  /**
   * Reads an answer.
   *
   * @return empty when it is the JSON of something else
   */
  public static Optional<GraphDocument> read(byte[] bytes, RepositoryName asked) {
    try {
      JsonNode root = JsonMapper.shared().readTree(bytes);
      return root.path("images").isArray()
          ? Optional.of(new GraphDocument(root, asked))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Whether the answer is about this manifest. */
  public boolean isAbout(Digest manifest) {
    return root.path("digest").asString("").equals(manifest.toString());
  }

  /** Whether the registry had taken everything into account. */
  public boolean isComplete() {
    return root.path("complete").asBoolean(true);
  }

  /** What to ask for the next page with. */
  public Optional<String> next() {
    return Optional.of(root.path("next").asString("")).filter(next -> next.matches("\\d{1,19}"));
  }

  /**
   * The images of a tree.
   *
   * @throws InvalidFormatException when a name or digest in it is none
   */
  public List<TreeImage> images() {
    List<TreeImage> images = new ArrayList<>();
    for (JsonNode image : root.path("images")) {
      List<TreeLayer> layers = new ArrayList<>();
      for (JsonNode layer : image.path("layers")) {
        layers.add(
            new TreeLayer(
                digest(layer, "digest"),
                layer.path("size").asLong(0),
                names(layer.path("topOf")),
                layer.path("more").asBoolean(false)));
      }
      images.add(
          new TreeImage(
              digest(image, "digest"),
              digest(image, "config"),
              platform(image),
              image.path("size").asLong(0),
              layers,
              Optional.of(
                  new TreeImage.Known(
                      tags(asked, image.path("tags")),
                      names(image.path("base").path("images")),
                      image.path("base").path("layers").asInt(0),
                      image.path("exclusiveBytes").asLong(0)))));
    }
    return images;
  }

  /**
   * The images of a list of dependents.
   *
   * @throws InvalidFormatException when a name or digest in it is none
   */
  public List<TreeDependent> dependents() {
    List<TreeDependent> dependents = new ArrayList<>();
    for (JsonNode image : root.path("images")) {
      RepositoryName repository =
          new RepositoryName(asked.registry(), image.path("repository").asString(""));
      Digest digest = digest(image, "digest");
      List<String> tags = tags(repository, image.path("tags"));
      List<TreeDependent.Step> above = new ArrayList<>();
      for (JsonNode layer : image.path("above")) {
        above.add(
            new TreeDependent.Step(
                digest(layer, "digest"),
                layer.path("size").asLong(0),
                digest(layer, "chain").toString()));
      }
      dependents.add(
          new TreeDependent(
              digest,
              platform(image),
              tags.isEmpty() ? List.of(repository + "@" + digest) : tags,
              above));
    }
    return dependents;
  }

  private static Digest digest(JsonNode node, String field) {
    return Digest.parse(node.path(field).asString(""));
  }

  private static List<String> tags(RepositoryName repository, JsonNode tags) {
    List<String> names = new ArrayList<>();
    for (JsonNode tag : tags) {
      names.add(repository + ":" + new Tag(tag.asString("")));
    }
    return names;
  }

  /** {@code repository:tag} or {@code repository@digest}, without the registry. */
  private List<String> names(JsonNode references) {
    List<String> names = new ArrayList<>();
    for (JsonNode node : references) {
      names.add(
          io.drayage.image.Reference.parse(asked.registry() + "/" + node.asString("")).toString());
    }
    return names;
  }

  /** A config may claim anything to be its platform. */
  private static String platform(JsonNode image) {
    return image.path("platform").asString("").replaceAll("[^\\x21-\\x7e]", "?");
  }
}
