package io.drayage.copier.domain.sync;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSpec;
import java.util.Optional;

/**
 * What a sync does to what is at its destination.
 *
 * @param backup empty when what is overwritten keeps no tag
 * @param prune empty when nothing is removed
 */
public record WritingRules(
    Overwriting overwriting,
    Optional<BackupTemplate> backup,
    SyncSpec.Verification verification,
    Optional<PruneRule> prune) {

  /** What happens with another image that has the tag already. */
  public enum Overwriting {
    ALLOWED,
    REFUSED
  }

  static WritingRules of(SyncSpec spec) {
    boolean immutable = Boolean.TRUE.equals(spec.immutable());
    if (immutable && spec.backup() != null) {
      throw ProblemException.invalid("backup", "never happens, since immutable is true");
    }
    SyncSpec.Prune prune = spec.prune();
    return new WritingRules(
        immutable ? Overwriting.REFUSED : Overwriting.ALLOWED,
        Optional.ofNullable(spec.backup()).map(BackupTemplate::parse),
        spec.verify() == null ? SyncSpec.Verification.NONE : spec.verify(),
        prune == null || !Boolean.TRUE.equals(prune.enabled())
            ? Optional.empty()
            : Optional.of(PruneRule.of(prune)));
  }

  /** Whether what is at the destination matters before an image is copied there. */
  public boolean areCareful() {
    return overwriting == Overwriting.REFUSED || backup.isPresent();
  }
}
