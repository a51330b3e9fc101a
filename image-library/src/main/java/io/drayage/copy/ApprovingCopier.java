package io.drayage.copy;

import java.io.IOException;

/** Asks for each image whether it may be copied. */
final class ApprovingCopier implements Copier {
  private final Copier copier;
  private final SourceApproval approval;

  ApprovingCopier(Copier copier, SourceApproval approval) {
    this.copier = copier;
    this.approval = approval;
  }

  @Override
  public CopyResult copy(CopyRequest request) throws IOException {
    approve(request);
    return copier.copy(request);
  }

  @Override
  public CopyPlan plan(CopyRequest request) throws IOException {
    approve(request);
    return copier.plan(request);
  }

  private void approve(CopyRequest request) throws IOException {
    try {
      approval.approve(request.source().location());
    } catch (IOException e) {
      throw new CopyException(request, "asking the trust policy about the source", Side.SOURCE, e);
    }
  }
}
