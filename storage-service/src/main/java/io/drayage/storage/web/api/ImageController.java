package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.api.storage.DependentPage;
import io.drayage.api.storage.ImageTree;
import io.drayage.image.Digest;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.graph.GraphRecords;
import io.drayage.storage.domain.graph.ImageGraph;
import io.drayage.storage.domain.graph.ImageQuestion;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The image graph. Answers speak of repositories that the caller may pull from, and of no other.
 */
@RestController
@RequestMapping("/api/v1")
public final class ImageController {
  private final ImageGraph graph;

  public ImageController(ImageGraph graph) {
    this.graph = graph;
  }

  /** Shows an image layer by layer, with the images that end with each of them. */
  @GetMapping("/images/tree")
  ImageTree tree(
      @RequestParam String reference, @RequestParam(required = false) @Nullable String platform) {
    return GraphViews.tree(graph.tree(question(reference, platform)));
  }

  /** Lists the images that are built on one. */
  @GetMapping("/images/required-by")
  DependentPage requiredBy(
      @RequestParam String reference,
      @RequestParam(required = false) @Nullable String platform,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    return GraphViews.page(graph.requiredBy(question(reference, platform), window(after, limit)));
  }

  /** Lists the images that contain a layer, by the digest of its blob or its diff id. */
  @GetMapping("/layers/required-by")
  DependentPage containing(
      @RequestParam Digest digest,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    return GraphViews.page(graph.containing(digest, Callers.current()::sees, window(after, limit)));
  }

  private static ImageQuestion question(String reference, @Nullable String platform) {
    return ImageReference.question(reference, platform, Callers.current());
  }

  private static GraphRecords.Window window(@Nullable String after, @Nullable Integer limit) {
    if (after != null && !after.matches("\\d{1,18}")) {
      throw ProblemException.invalid("after", "must be the next of an answer");
    }
    return new GraphRecords.Window(
        after == null ? 0 : Long.parseLong(after), PageParameters.limit(limit));
  }
}
