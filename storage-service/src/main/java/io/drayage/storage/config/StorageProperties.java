package io.drayage.storage.config;

import io.drayage.service.database.DatabaseConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the service, {@code drayage.storage.*}.
 *
 * @param data the folder of blobs and uploads, and of the embedded PostgreSQL; required
 * @param database the PostgreSQL to use; without one an embedded one is started
 * @param indexes whether an index may list manifests that are not there
 * @param reviewDelay how long a blob without a manifest is kept
 * @param reviewInterval how often blobs are reviewed
 * @param uploadExpiry how long an upload may rest
 * @param drainDelay how long to go on after saying that this replica is not ready, before it stops
 * @param leastRoom with how much free disk space it is still ready
 * @param htpasswd the file of users; without one everybody may do everything
 * @param stopWithInput whether to stop when standard input ends, for a parent that may be killed
 */
@ConfigurationProperties("drayage.storage")
public record StorageProperties(
    Path data,
    @Nullable DatabaseConnection database,
    @DefaultValue("complete") Indexes indexes,
    @DefaultValue("24h") Duration reviewDelay,
    @DefaultValue("1m") Duration reviewInterval,
    @DefaultValue("7d") Duration uploadExpiry,
    @DefaultValue("0s") Duration drainDelay,
    @DefaultValue("64MB") DataSize leastRoom,
    @Nullable Path htpasswd,
    @DefaultValue("false") boolean stopWithInput) {

  /** What an index may list. */
  public enum Indexes {
    COMPLETE,
    SPARSE
  }

  Optional<DatabaseConnection> connection() {
    return Optional.ofNullable(database);
  }

  Optional<Path> users() {
    return Optional.ofNullable(htpasswd);
  }
}
