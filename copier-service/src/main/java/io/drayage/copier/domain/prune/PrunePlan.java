package io.drayage.copier.domain.prune;

import io.drayage.copier.domain.prune.Prunes.Found;
import io.drayage.copier.domain.run.Part;
import io.drayage.copier.domain.run.Reasons;
import io.drayage.copier.domain.run.RegistryTags;
import io.drayage.copier.domain.run.Transfer.Action;
import io.drayage.copier.domain.run.Transfer.Effort;
import io.drayage.copier.domain.run.Transfer.Planned;
import io.drayage.copier.domain.run.Transfer.State;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.sync.BoundedWork;
import io.drayage.transport.DigestTag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Finds the tags that the sources of a run do not have any more. Whatever is not known for sure
 * stays.
 */
public final class PrunePlan {
  /** The place of removals among the sources of a sync, which none of them has. */
  public static final int RULE = -1;

  private final Transfers transfers;
  private final Prunes prunes;
  private final Ownership ownership;
  private final int parallel;

  /**
   * @param parallel how many repositories are looked at at the same time
   */
  public PrunePlan(Transfers transfers, Prunes prunes, Ownership ownership, int parallel) {
    this.transfers = transfers;
    this.prunes = prunes;
    this.ownership = ownership;
    this.parallel = parallel;
  }

  /** Adds the removals to the plan of a run, whose images are all in it. */
  public void plan(Part part, String sync) throws InterruptedException {
    transfers.clearPlan(part.claim(), RULE);
    List<Found> found = prunes.found(part.claim().lead().run());
    Set<String> wanted = found.stream().map(Found::destination).collect(Collectors.toSet());
    List<RepositoryName> repositories = ownership.owned(sync, part.rules(), found);
    AtomicLong there = new AtomicLong();
    try {
      BoundedWork.forEach(
          repositories.size(),
          parallel,
          i -> {
            if (part.control().goesOn()) {
              there.addAndGet(plan(part, repositories.get(i), wanted));
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("a repository that cannot be pruned is left alone", e);
    }
    prunes.counted(part.claim(), there.get());
  }

  /** How many tags there are that the sync may have made. */
  private long plan(Part part, RepositoryName repository, Set<String> wanted)
      throws InterruptedException {
    List<Planned> planned = new ArrayList<>();
    long there = 0;
    try {
      RegistryTags tags = part.engine().tags();
      for (Tag tag : tags.list(repository)) {
        if (!isOwn(part, tag)) {
          continue;
        }
        there++;
        TagReference reference = new TagReference(repository, tag);
        if (!wanted.contains(reference.toString())) {
          tags.digest(reference).ifPresent(digest -> planned.add(removal(reference, digest)));
        }
      }
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      transfers.plan(
          part.claim(),
          List.of(
              row(
                  State.SKIPPED,
                  repository.toString(),
                  Optional.empty(),
                  Optional.of(Reasons.of(e)))));
      return 0;
    }
    transfers.plan(part.claim(), planned);
    return there;
  }

  /** Backups, the trash and what belongs to images by its name are not of the sources. */
  private static boolean isOwn(Part part, Tag tag) {
    return !TrashTag.is(tag)
        && DigestTag.parse(tag.value()).isEmpty()
        && part.rules().writing().backup().filter(backup -> backup.made(tag)).isEmpty();
  }

  private static Planned removal(TagReference reference, Digest digest) {
    return row(
        State.PENDING,
        reference.toString(),
        Optional.of(digest.toString()),
        Optional.of("no source has it any more"));
  }

  private static Planned row(
      State state, String destination, Optional<String> digest, Optional<String> reason) {
    return new Planned(
        RULE,
        state == State.PENDING ? Action.DELETE : Action.NONE,
        state,
        "",
        destination,
        digest,
        Effort.NONE,
        reason);
  }
}
