package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.UploadMark;
import io.drayage.registry.UploadTrail;
import java.util.Optional;

/** The trail of one blob to one repository. */
record JournaledTransfer(TransferJournal journal, RepositoryName repository, Digest blob)
    implements UploadTrail {
  @Override
  public Optional<UploadMark> last() {
    return journal.find(repository, blob);
  }

  @Override
  public void mark(UploadMark mark) {
    journal.mark(repository, blob, mark);
  }

  @Override
  public void forget() {
    journal.forget(repository, blob);
  }
}
