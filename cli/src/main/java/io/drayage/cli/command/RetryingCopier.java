package io.drayage.cli.command;

import io.drayage.copy.Copier;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import java.io.IOException;

/** Tries each image of a sync again after a failure that may pass. */
record RetryingCopier(Copier copier, Retry retry) implements Copier {
  @Override
  public CopyResult copy(CopyRequest request) throws IOException {
    return retry.run(() -> copier.copy(request));
  }

  @Override
  public CopyPlan plan(CopyRequest request) throws IOException {
    return retry.run(() -> copier.plan(request));
  }
}
