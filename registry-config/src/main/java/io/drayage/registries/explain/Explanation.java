package io.drayage.registries.explain;

import io.drayage.registries.ShortNameResolution;
import io.drayage.registries.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * How a name would resolve on a host: what it stands for, where it would be read from, and whether
 * that is allowed. Immutable; it never holds a secret.
 *
 * @param asked what was asked for, as it was written
 * @param name how it was completed; empty when it is no name of an image
 * @param images what it may stand for, in the order of trying
 * @param files what was read, in order
 * @param verdict that of the first image that is allowed, or else of the first one
 */
public record Explanation(
    String asked,
    Optional<ShortNameResolution> name,
    List<ImageExplanation> images,
    List<SourceFile> files,
    ImageExplanation.Verdict verdict) {

  public Explanation {
    images = List.copyOf(images);
    files = List.copyOf(files);
  }

  /** Whether the image could be read as far as the configuration is concerned. */
  public boolean isAllowed() {
    return verdict.outcome() == Outcome.ALLOWED;
  }

  /** The same with other images, as after contacting their endpoints. */
  public Explanation with(List<ImageExplanation> others) {
    return new Explanation(asked, name, others, files, verdict);
  }

  /** Several lines about files, for a person. */
  public static String text(List<SourceFile> files) {
    return ExplanationText.files(files);
  }

  /** One line of JSON; docs/reference/explain-json.md. */
  public String json() {
    return ExplanationJson.of(this);
  }

  /** The same without the files, for somebody who prints them once for many names. */
  public Explanation withoutFiles() {
    return new Explanation(asked, name, images, List.of(), verdict);
  }

  /** Several lines for a person. */
  @Override
  public String toString() {
    return ExplanationText.of(this);
  }
}
