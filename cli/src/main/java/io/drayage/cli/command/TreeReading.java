package io.drayage.cli.command;

import io.drayage.cli.tree.GraphDocument;
import io.drayage.cli.tree.TreeDependent;
import io.drayage.cli.tree.TreeImage;
import io.drayage.cli.tree.TreeLayer;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.Platform;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RegistryExtensions;
import io.drayage.transport.RepositoryContent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what {@code image tree} shows: from the registry's graph, or from the manifests. */
final class TreeReading {
  private static final int MOST_DEPENDENTS = 100_000;
  private static final String TREE = "/api/v1/images/tree";
  private static final String REQUIRED_BY = "/api/v1/images/required-by";

  private final ImageSource source;
  private final Optional<Platform> platform;

  TreeReading(ImageSource source, Optional<Platform> platform) {
    this.source = source;
    this.platform = platform;
  }

  /**
   * What was found.
   *
   * @param dependents when they were asked for
   * @param complete whether the registry's graph was up to date
   */
  record Answer(
      RepositoryName repository,
      Digest digest,
      List<TreeImage> images,
      Optional<List<TreeDependent>> dependents,
      boolean complete) {}

  Answer tree() throws IOException {
    RawManifest raw = source.manifest();
    RepositoryName repository = repository();
    Optional<GraphDocument> graph = ask(TREE, "").filter(found -> found.isAbout(raw.digest()));
    return graph.isPresent()
        ? new Answer(
            repository,
            raw.digest(),
            graph.get().images(),
            Optional.empty(),
            graph.get().isComplete())
        : new Answer(repository, raw.digest(), images(raw), Optional.empty(), true);
  }

  Answer dependents() throws IOException {
    Answer tree = tree();
    if (tree.images().size() > 1) {
      throw new IOException(
          "asking what requires %s: it is an index of %d images; choose one with --platform"
              .formatted(source.location(), tree.images().size()));
    }
    List<TreeDependent> dependents = new ArrayList<>();
    boolean complete = tree.complete();
    String after = "";
    while (true) {
      Optional<GraphDocument> page = ask(REQUIRED_BY, after);
      if (page.isEmpty()) {
        throw new IOException(
            "asking what requires %s: %s does not know which images are built on which; a registry of Drayage's own does (dray registry serve)"
                .formatted(source.location(), repository().registry()));
      }
      dependents.addAll(page.get().dependents());
      complete &= page.get().isComplete();
      if (page.get().next().isEmpty()) {
        return new Answer(
            tree.repository(), tree.digest(), tree.images(), Optional.of(dependents), complete);
      }
      if (dependents.size() > MOST_DEPENDENTS) {
        throw new IOException(
            "asking what requires %s: more than %d images do; ask the registry's REST API page by page"
                .formatted(source.location(), MOST_DEPENDENTS));
      }
      after = page.get().next().get();
    }
  }

  private RepositoryName repository() {
    return source.as(RepositoryContent.class).orElseThrow().repository();
  }

  /** By digest: the tag may move between one question and the next. */
  private Optional<GraphDocument> ask(String path, String after) throws IOException {
    RepositoryName repository = repository();
    StringBuilder query = new StringBuilder(path);
    query
        .append("?reference=")
        .append(encoded(repository.path() + "@" + source.manifest().digest()));
    platform.ifPresent(chosen -> query.append("&platform=").append(encoded(chosen.toString())));
    if (!after.isEmpty()) {
      query.append("&after=").append(encoded(after));
    }
    return source
        .as(RegistryExtensions.class)
        .orElseThrow()
        .extension(query.toString())
        .flatMap(bytes -> GraphDocument.read(bytes, repository));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private List<TreeImage> images(RawManifest raw) throws IOException {
    Manifest manifest = raw.parse();
    if (!(manifest instanceof ImageIndex index)) {
      return List.of(image(manifest, ""));
    }
    if (platform.isPresent()) {
      Descriptor chosen = PlatformChoice.of(platform.get()).choose(index);
      return List.of(image(source.manifest(chosen).parse(), platform.get().toString()));
    }
    List<TreeImage> images = new ArrayList<>();
    for (Descriptor entry : index.manifests()) {
      Platform its = entry.platform();
      if (its == null || !its.os().equals("unknown")) {
        images.add(image(source.manifest(entry).parse(), its == null ? "" : its.toString()));
      }
    }
    return images;
  }

  private static TreeImage image(Manifest manifest, String platform) {
    if (!(manifest instanceof ImageManifest image)) {
      throw new InvalidFormatException(
          "a manifest of the type %s has no layers to show".formatted(manifest.raw().mediaType()));
    }
    return new TreeImage(
        image.raw().digest(),
        image.config().digest(),
        platform.replaceAll("[^\\x21-\\x7e]", "?"),
        image.blobs().stream().distinct().mapToLong(Descriptor::size).sum(),
        image.layers().stream()
            .map(layer -> new TreeLayer(layer.digest(), layer.size(), List.of(), false))
            .toList(),
        Optional.empty());
  }
}
