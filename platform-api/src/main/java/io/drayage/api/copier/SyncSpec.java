package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync keeps where.
 *
 * @param sources which images
 * @param destination the repository of each image at its destination, such as {@code
 *     mirror.example.com/{registry}/{path}}: {@code {registry}} is the source's host with a colon
 *     written as a dash, {@code {path}} its whole path, {@code {name}} the last part of it
 * @param referrers whether signatures, attestations and other referrers come along; they do when
 *     absent
 * @param policy the name of the policy that decides where images are pulled from and which are
 *     trusted; the service's own when absent
 * @param schedule when it runs by itself; never when absent
 * @param priority from 0 to 100: of runs that wait, the one with the higher goes first; 50 when
 *     absent
 * @param suspended whether it runs on request only, whatever the schedule says; not when absent
 */
public record SyncSpec(
    List<SyncSource> sources,
    @Nullable String destination,
    @Nullable Referrers referrers,
    @Nullable String policy,
    @Nullable Schedule schedule,
    @Nullable Integer priority,
    @Nullable Boolean suspended) {

  /** What happens with referrers. */
  public enum Referrers {
    COPY,
    LEAVE
  }

  /**
   * When a sync runs by itself.
   *
   * @param cron five fields: minute, hour, day of month, month, day of week; or six with seconds in
   *     front
   * @param zone a time zone such as {@code Europe/Vienna}; UTC when absent
   * @param jitter a run begins up to so long after its time, such as {@code PT5M}
   */
  public record Schedule(
      @Nullable String cron, @Nullable String zone, java.time.@Nullable Duration jitter) {}

  public SyncSpec {
    sources = sources == null ? List.of() : List.copyOf(sources);
  }
}
