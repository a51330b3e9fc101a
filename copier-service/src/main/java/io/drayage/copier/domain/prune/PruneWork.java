package io.drayage.copier.domain.prune;

import io.drayage.copier.domain.run.Part;
import io.drayage.copier.domain.run.Reasons;
import io.drayage.copier.domain.run.RegistryTags;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.State;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.copier.domain.sync.PruneRule;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.sync.BoundedWork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Moves the tags to the trash that a plan wants to be gone. */
public final class PruneWork {
  private final Transfers transfers;
  private final Prunes prunes;
  private final Trash trash;
  private final int parallel;

  /**
   * @param parallel how many tags are removed at the same time
   */
  public PruneWork(Transfers transfers, Prunes prunes, Trash trash, int parallel) {
    this.transfers = transfers;
    this.prunes = prunes;
    this.trash = trash;
    this.parallel = parallel;
  }

  /** Removes what is open. A tag that cannot be removed is a transfer that failed. */
  public void prune(Part part, Run run) throws InterruptedException {
    Optional<PruneRule> rule = part.rules().writing().prune();
    if (rule.isEmpty()) {
      return;
    }
    List<Transfer> open = prunes.open(part.claim().lead());
    try {
      BoundedWork.forEach(
          open.size(),
          parallel,
          i -> {
            Transfer transfer = open.get(i);
            if (part.control().goesOn() && transfers.begin(part.claim(), transfer.id())) {
              transfers.end(part.claim(), transfer.id(), outcome(part, run, rule.get(), transfer));
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("a tag that cannot be removed is a failed transfer", e);
    }
  }

  private Outcome outcome(Part part, Run run, PruneRule rule, Transfer transfer)
      throws InterruptedException {
    try {
      return remove(part.engine().tags(), run, rule, transfer);
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      return Outcome.failed(Reasons.of(e));
    }
  }

  private Outcome remove(RegistryTags tags, Run run, PruneRule rule, Transfer transfer)
      throws IOException {
    if (!(Reference.parse(transfer.destination()) instanceof TagReference tag)) {
      throw new IllegalStateException(transfer.destination() + " is no tag");
    }
    String planned = transfer.sourceDigest().orElse("");
    Optional<Digest> there = tags.digest(tag);
    if (there.isEmpty()) {
      return gone(planned, "it was gone already");
    }
    if (!there.get().toString().equals(planned)) {
      return new Outcome(
          State.SKIPPED,
          Optional.of(there.get().toString()),
          0,
          Optional.of("it stays: it was %s when the plan was made".formatted(planned)));
    }
    TagReference kept = new TagReference(tag.repository(), TrashTag.of(run.id(), tag.tag()));
    RawManifest manifest = tags.manifest(new DigestReference(tag.repository(), there.get()));
    tags.put(kept, manifest);
    trash.add(run, new Trash.Removal(tag, planned, kept, rule.trash()));
    tags.remove(tag);
    // Some registries remove what a tag names together with the tag.
    if (tags.digest(kept).isEmpty()) {
      tags.put(kept, manifest);
    }
    return gone(planned, "no source has it any more; it can be restored for " + rule.trash());
  }

  private static Outcome gone(String digest, String reason) {
    return new Outcome(State.DELETED, Optional.of(digest), 0, Optional.of(reason));
  }
}
