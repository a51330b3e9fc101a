package io.drayage.copier.domain.prune;

import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.run.Part;
import io.drayage.copier.domain.run.Reasons;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.sync.BoundedWork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks the destination whether it has what was copied. */
public final class VerifyWork {
  private final Prunes prunes;
  private final int parallel;

  /**
   * @param parallel how many images are asked for at the same time
   */
  public VerifyWork(Prunes prunes, int parallel) {
    this.prunes = prunes;
    this.parallel = parallel;
  }

  /** Looks for each image; one that is missing or another one is a transfer that failed. */
  public void verify(Part part) throws InterruptedException {
    if (part.rules().writing().verification() != SyncSpec.Verification.DIGEST) {
      return;
    }
    List<Transfer> copied = prunes.copied(part.claim().lead());
    try {
      BoundedWork.forEach(
          copied.size(),
          parallel,
          i -> {
            if (part.control().goesOn()) {
              complaint(part, copied.get(i))
                  .ifPresent(reason -> prunes.refute(part.claim(), copied.get(i).id(), reason));
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("an image that cannot be verified is a failed transfer", e);
    }
  }

  private static Optional<String> complaint(Part part, Transfer transfer)
      throws InterruptedException {
    String expected = transfer.digest().orElse("");
    try {
      String found =
          part.engine()
              .tags()
              .digest(Reference.parse(transfer.destination()))
              .map(Digest::toString)
              .orElse("nothing");
      return found.equals(expected)
          ? Optional.empty()
          : Optional.of(
              "verifying %s: %s was copied, and %s is there; somebody else writes to the destination, or it loses images"
                  .formatted(transfer.destination(), expected, found));
    } catch (IOException e) {
      Reasons.rethrowInterruption(e);
      return Optional.of("verifying %s: %s".formatted(transfer.destination(), Reasons.of(e)));
    }
  }
}
