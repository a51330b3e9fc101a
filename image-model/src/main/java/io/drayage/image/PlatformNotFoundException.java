package io.drayage.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** An index has no image for the wanted platform. The message says which ones it has. */
public final class PlatformNotFoundException extends NoSuchElementException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_LISTED = 32;

  PlatformNotFoundException(PlatformChoice choice, ImageIndex index) {
    super(
        "no image found in the index for platform %s; %s"
            .formatted(choice.wanted().getFirst(), offer(index.manifests())));
  }

  private static String offer(List<Descriptor> manifests) {
    SequencedSet<String> platforms = new LinkedHashSet<>();
    for (Descriptor manifest : manifests) {
      Platform platform = manifest.platform();
      platforms.add(platform == null ? "an entry without platform" : platform.toString());
    }
    if (platforms.isEmpty()) {
      return "it is empty";
    }
    String listed = platforms.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    int left = platforms.size() - MOST_LISTED;
    return "it offers " + listed + (left > 0 ? " and " + left + " more" : "");
  }
}
