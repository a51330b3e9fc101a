package io.drayage.storage.domain;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one request at a time write to an upload. */
final class ActiveUploads {
  private final Set<UploadId> active = ConcurrentHashMap.newKeySet();

  /** A request that works on an upload, until it is closed. */
  interface Use extends AutoCloseable {
    @Override
    void close();
  }

  int count() {
    return active.size();
  }

  Use begin(UploadId upload) {
    if (!active.add(upload)) {
      throw new RefusedException(
          RefusalCode.RANGE_INVALID, "another request is writing to this upload");
    }
    return () -> active.remove(upload);
  }
}
