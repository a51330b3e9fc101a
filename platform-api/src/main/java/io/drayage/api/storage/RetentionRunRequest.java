package io.drayage.api.storage;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A run of retention that somebody asks for.
 *
 * @param mode how far it goes
 * @param repositories the pattern of repositories to look at; all when absent
 */
public record RetentionRunRequest(@Nullable Mode mode, @Nullable String repositories) {

  /** How far a run goes. */
  public enum Mode {
    /** It makes the plan and deletes nothing. */
    DRY,
    /** It deletes, unless the plan exceeds the threshold. */
    WITHIN_THRESHOLD,
    /** It deletes whatever the plan says. */
    CONFIRMED
  }

  public RetentionRunRequest {
    if (mode == null) {
      throw ProblemException.invalid(FieldProblem.outside("mode", Mode.class));
    }
  }
}
