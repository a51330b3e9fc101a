package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Run.Lead;

/**
 * A part of a run on its way to somebody who works on it.
 *
 * @param step the number of its step execution
 */
record PartTask(long run, int epoch, long step) {
  Lead lead() {
    return new Lead(run, epoch);
  }
}
