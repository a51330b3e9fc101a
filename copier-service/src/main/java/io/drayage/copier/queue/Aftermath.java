package io.drayage.copier.queue;

import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.prune.PrunePlan;
import io.drayage.copier.domain.prune.PruneWork;
import io.drayage.copier.domain.prune.VerifyWork;
import io.drayage.copier.domain.run.Part;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.sync.WritingRules;
import java.util.List;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a run does besides copying, each as a step with one part. Thread-safe. */
public record Aftermath(PrunePlan prunePlan, VerifyWork verify, PruneWork prune) {
  /** Which of the duties a part is for. */
  static final String DUTY = "duty";

  /** Something that one worker does for the whole run. */
  enum Duty {
    PLAN_REMOVALS,
    VERIFY,
    REMOVE
  }

  /** The one part for a duty; none when the rules do not ask for it. */
  static List<ExecutionContext> parts(Duty duty, WritingRules rules) {
    boolean wanted =
        switch (duty) {
          case PLAN_REMOVALS, REMOVE -> rules.prune().isPresent();
          case VERIFY -> rules.verification() == SyncSpec.Verification.DIGEST;
        };
    if (!wanted) {
      return List.of();
    }
    ExecutionContext context = new ExecutionContext();
    context.putString(DUTY, duty.name());
    return List.of(context);
  }

  void perform(Duty duty, Part part, Run run) throws InterruptedException {
    switch (duty) {
      case PLAN_REMOVALS -> prunePlan.plan(part, run.sync());
      case VERIFY -> verify.verify(part);
      case REMOVE -> prune.prune(part, run);
    }
  }
}
