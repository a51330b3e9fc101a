package io.drayage.bundle;

import io.drayage.image.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that was made.
 *
 * @param bundle the digest of its contents, by which later bundles name it
 * @param parts its files, the first part first
 * @param problems why referrers are missing, or may be
 */
public record BundleResult(
    Digest bundle, BundleContents contents, List<Path> parts, List<String> problems) {

  public BundleResult {
    parts = List.copyOf(parts);
    problems = List.copyOf(problems);
  }
}
