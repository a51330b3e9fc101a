package io.drayage.copier.config;

import io.drayage.service.database.DatabaseConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the service, {@code drayage.copier.*}.
 *
 * @param data the folder of certificates and of what is spooled, and of the embedded PostgreSQL;
 *     required
 * @param database the PostgreSQL to use; without one an embedded one is started
 * @param registriesConf the {@code registries.conf} for syncs that name no policy; nothing is
 *     mirrored or blocked without one
 * @param name the name of this replica; its host's name and process number when absent
 * @param parts how many parts of runs it works on at the same time
 * @param leads how many runs it leads at the same time
 * @param splits into how many parts a step of a run is split at most
 * @param parallelImages how many images of a part are worked on at the same time
 * @param heartbeat how often it says that it lives; others take its work over after four times
 * @param polling how often it looks for work
 * @param patience how long an image or a source is tried whose registry is away, before it has
 *     failed
 * @param housekeeping how often lost runs are looked for, and old ones forgotten
 * @param history how much of the past is kept
 * @param stopWithInput whether to stop when standard input ends, for a parent that may be killed
 */
@ConfigurationProperties("drayage.copier")
public record CopierProperties(
    Path data,
    @Nullable DatabaseConnection database,
    @Nullable Path registriesConf,
    @Nullable String name,
    @DefaultValue("4") int parts,
    @DefaultValue("16") int leads,
    @DefaultValue("16") int splits,
    @DefaultValue("16") int parallelImages,
    @DefaultValue("1s") Duration heartbeat,
    @DefaultValue("500ms") Duration polling,
    @DefaultValue("10m") Duration patience,
    @DefaultValue("1m") Duration housekeeping,
    @DefaultValue Kept history,
    @DefaultValue("false") boolean stopWithInput) {

  /**
   * How much of the past is kept.
   *
   * @param age runs older than that are forgotten
   * @param runs of each sync so many are kept at most
   */
  public record Kept(@DefaultValue("90d") Duration age, @DefaultValue("1000") int runs) {}

  Optional<DatabaseConnection> connection() {
    return Optional.ofNullable(database);
  }

  String replica() {
    if (name != null) {
      return name;
    }
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "localhost";
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}
