package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.sync.WritingRules;
import io.drayage.copier.domain.sync.WritingRules.Overwriting;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import java.io.IOException;
import java.util.Optional;

/** Takes care of another image that has the tag already. */
final class Overwrite {
  private Overwrite() {}

  /**
   * Refuses to replace it, or lets it keep a tag, as the rules want it.
   *
   * @param source the digest of the image that is to come
   * @return why nothing is copied; empty when it may be
   */
  static Optional<Outcome> prepare(Part part, Reference destination, String source)
      throws IOException {
    WritingRules rules = part.rules().writing();
    if (!rules.areCareful() || !(destination instanceof TagReference tag)) {
      return Optional.empty();
    }
    RegistryTags tags = part.engine().tags();
    Optional<Digest> there = tags.digest(tag);
    if (there.isEmpty() || there.get().toString().equals(source)) {
      return Optional.empty();
    }
    if (rules.overwriting() == Overwriting.REFUSED) {
      return Optional.of(
          Outcome.failed(
              "%s is %s already and the sync is immutable; remove the tag if it is to be replaced"
                  .formatted(tag, there.get())));
    }
    if (rules.backup().isPresent()) {
      TagReference backup =
          new TagReference(
              tag.repository(), rules.backup().get().of(tag.tag(), part.claim().lead().run()));
      // The first try of a run has what was there before.
      if (tags.digest(backup).isEmpty()) {
        tags.put(backup, tags.manifest(new DigestReference(tag.repository(), there.get())));
      }
    }
    return Optional.empty();
  }
}
