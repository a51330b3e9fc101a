package io.drayage.copier.domain.run;

import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The tags of repositories at the registries themselves, whatever mirrors they have. Thread-safe;
 * every method asks a registry and blocks.
 */
public interface RegistryTags {

  /** All tags of a repository; none when there is no such repository. */
  List<Tag> list(RepositoryName repository) throws IOException;

  /** What an image has for a digest; empty when there is none. */
  Optional<Digest> digest(Reference image) throws IOException;

  RawManifest manifest(Reference image) throws IOException;

  /** Lets a tag name a manifest, whose children and blobs are there. */
  void put(TagReference tag, RawManifest manifest) throws IOException;

  /**
   * Removes a tag alone; what it named stays. Succeeds when there is no such tag.
   *
   * @throws IOException when the registry cannot do that
   */
  void remove(TagReference tag) throws IOException;
}
