package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tags the sources of a sync mean now; nothing was written. */
public record SyncPreview(List<Source> sources) {

  /**
   * What a source means.
   *
   * @param listed how many tags the registry has; 0 when it was not asked, because the images are
   *     named
   * @param selected how many of them are meant
   * @param images those that are meant, up to 200
   * @param left what the filters leave out, in the order in which they are applied
   * @param problem why the source could not be looked at
   */
  public record Source(
      String repository,
      int listed,
      int selected,
      List<Image> images,
      List<Left> left,
      @Nullable String problem) {
    public Source {
      images = List.copyOf(images);
      left = List.copyOf(left);
    }
  }

  /** An image and where it would go. */
  public record Image(String source, String destination) {}

  /**
   * What a filter leaves out.
   *
   * @param filter the field of the source, such as {@code tags.semver}
   * @param examples some of the tags
   */
  public record Left(String filter, int count, List<String> examples) {
    public Left {
      examples = List.copyOf(examples);
    }
  }

  public SyncPreview {
    sources = List.copyOf(sources);
  }
}
