package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which replica fetches which blob. A lease ends by itself when nobody renews it, so that a replica
 * that was killed stops nobody.
 */
public interface FillLeases {

  /** Takes the lease of a blob for some time; false while another replica has it. */
  boolean acquire(Holding holding, Duration time);

  /** Lets all leases of a replica last for some time from now. */
  void renew(UUID owner, Duration time);

  /** Gives a lease back, with the upload that it was for. */
  void release(Holding holding);

  /** Takes the uploads of leases that ended by themselves out of the records. */
  List<Abandoned> removeAbandoned();

  /**
   * Uploads that may be of fetches, that nobody used since a time and that no lease names: those of
   * a killed replica whose leases were lost with it, or that had none. Those of pushes to names
   * that look like those of other registries are among them.
   */
  List<Abandoned> withoutLease(Instant unusedSince);

  /**
   * What one replica is fetching.
   *
   * @param owner the replica
   * @param upload what the bytes are collected in
   */
  record Holding(RepositoryPath repository, Digest blob, UUID owner, Optional<UploadId> upload) {}

  /** What a replica left behind that was killed. */
  record Abandoned(RepositoryPath repository, UploadId upload) {}
}
