package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Run.Lead;
import java.io.Serial;

/**
 * Somebody else leads a run now, or it has ended: what the one who finds out does no longer counts.
 */
final class LeadLostException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LeadLostException(Lead lead) {
    super("run %d is not led by its leader %d any more".formatted(lead.run(), lead.epoch()));
  }
}
