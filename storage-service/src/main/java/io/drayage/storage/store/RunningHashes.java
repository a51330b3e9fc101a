package io.drayage.storage.store;

import io.drayage.storage.domain.UploadId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hashes of uploads that are between two requests; of the most recent ones. */
final class RunningHashes {
  private static final int KEPT = 10_000;

  private final Map<UploadId, RunningHash> hashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UploadId, RunningHash> eldest) {
          return size() > KEPT;
        }
      };

  /** Hands out the hash of an upload, so that nobody else continues it. */
  synchronized RunningHash take(UploadId upload) {
    @Nullable RunningHash kept = hashes.remove(upload);
    return kept == null ? RunningHash.empty() : kept;
  }

  synchronized void keep(UploadId upload, RunningHash hash) {
    hashes.put(upload, hash);
  }
}
