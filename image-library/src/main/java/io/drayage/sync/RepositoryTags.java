package io.drayage.sync;

import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TagListing;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags of a repository.
 *
 * @param tags in the registry's order
 * @param invalid what the registry listed that is no tag
 */
record RepositoryTags(List<Tag> tags, List<String> invalid) {

  /** Asks the registry. */
  static RepositoryTags of(RepositoryName repository, TransportContext context) throws IOException {
    var anyImage = new DockerLocation(new TagReference(repository, Tag.LATEST));
    var tags = new ArrayList<Tag>();
    var invalid = new ArrayList<String>();
    try (ImageSource source = anyImage.openSource(context)) {
      for (String text : listing(source).tags(invalid::add)) {
        if (Tag.isTag(text)) {
          tags.add(new Tag(text));
        } else {
          invalid.add(text);
        }
      }
    }
    return new RepositoryTags(List.copyOf(tags), List.copyOf(invalid));
  }

  /** The ability to list, of a place that must have it. */
  static TagListing listing(ImageSource source) throws IOException {
    return source
        .as(TagListing.class)
        .orElseThrow(
            () -> new IOException("%s cannot list its images".formatted(source.location())));
  }
}
