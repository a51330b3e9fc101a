package io.drayage.sync;

import io.drayage.copy.CopyOptions;
import io.drayage.image.Tag;
import io.drayage.transport.DigestTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about tags that are made of digests, which belong to images and are none. Those of cosign
 * are copied by themselves where a whole repository is meant, so that new signatures of images that
 * are there already arrive for two requests; with a filter, and into a layout, they come with the
 * images that they belong to. The index of the tag schema is never copied as it is: the destination
 * may list other referrers, or need none.
 */
record AttachedTags(CopyOptions options, SyncDestination.Kind destination) {

  /** What a filter chooses. */
  List<Tag> select(TagFilter filter, List<Tag> listed) {
    List<Tag> images = new ArrayList<>();
    List<Tag> attached = new ArrayList<>();
    for (Tag tag : listed) {
      Optional<DigestTag> digestTag = DigestTag.parse(tag.value());
      if (digestTag.isEmpty()) {
        images.add(tag);
      } else if (isCopied(digestTag.get().kind())) {
        attached.add(tag);
      }
    }
    List<Tag> chosen = new ArrayList<>(filter.select(images));
    if (filter instanceof TagFilter.Everything || filter instanceof TagFilter.Regex) {
      chosen.addAll(filter.select(attached));
    }
    return List.copyOf(chosen);
  }

  private boolean isCopied(DigestTag.Kind kind) {
    return kind != DigestTag.Kind.REFERRERS
        && destination != SyncDestination.Kind.OCI
        && options.wantedReferrers().admits(kind);
  }
}
