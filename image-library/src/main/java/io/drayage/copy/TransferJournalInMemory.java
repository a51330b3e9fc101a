package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.UploadMark;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Transfers that another attempt of the same process goes on with. */
public final class TransferJournalInMemory implements TransferJournal {
  private record Key(RepositoryName repository, Digest blob) {}

  private final Map<Key, UploadMark> marks = new ConcurrentHashMap<>();

  @Override
  public Optional<UploadMark> find(RepositoryName repository, Digest blob) {
    return Optional.ofNullable(marks.get(new Key(repository, blob)));
  }

  @Override
  public void mark(RepositoryName repository, Digest blob, UploadMark mark) {
    marks.put(new Key(repository, blob), mark);
  }

  @Override
  public void forget(RepositoryName repository, Digest blob) {
    marks.remove(new Key(repository, blob));
  }
}
