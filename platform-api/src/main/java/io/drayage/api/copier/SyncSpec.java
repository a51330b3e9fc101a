package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync keeps where.
 *
 * @param sources which images
 * @param destination the repository of each image at its destination, such as {@code
 *     mirror.example.com/{registry}/{path}}: {@code {registry}} is the source's host with a colon
 *     written as a dash, {@code {path}} its whole path, {@code {name}} the last part of it. A tag
 *     behind it, such as {@code :{tag}-mirrored}, is that of the image there; {@code {tag}} is the
 *     one that it comes with
 * @param referrers whether signatures, attestations and other referrers come along; they do when
 *     absent
 * @param policy the name of the policy that decides where images are pulled from and which are
 *     trusted; the service's own when absent
 * @param schedule when it runs by itself; never when absent
 * @param priority from 0 to 100: of runs that wait, the one with the higher goes first; 50 when
 *     absent
 * @param suspended whether it runs on request only, whatever the schedule says; not when absent
 * @param backup the tag that an image keeps at the destination before it is overwritten, such as
 *     {@code {tag}-before-{run}}; none when absent
 * @param immutable whether an image at the destination is never overwritten by another one, so that
 *     its transfer fails; it is overwritten when absent
 * @param verify how it is made sure that the images have arrived; not at all when absent
 * @param prune whether tags go that the sources do not have any more; they stay when absent
 */
public record SyncSpec(
    List<SyncSource> sources,
    @Nullable String destination,
    @Nullable Referrers referrers,
    @Nullable String policy,
    @Nullable Schedule schedule,
    @Nullable Integer priority,
    @Nullable Boolean suspended,
    @Nullable String backup,
    @Nullable Boolean immutable,
    @Nullable Verification verify,
    @Nullable Prune prune) {

  /** How it is made sure that the images have arrived. */
  public enum Verification {
    NONE,
    /** The destination is asked for each tag again, and must name the digest that was copied. */
    DIGEST
  }

  /**
   * The removal of tags that the sources do not have any more, in repositories that the sync fills.
   *
   * @param enabled whether there is any
   * @param threshold how many tags may go at once: a number such as {@code 10}, or a share of those
   *     that are there such as {@code 20%}, which it is when absent. A run that finds more stops
   *     before it does anything, and goes on when somebody confirms it
   * @param trash how long a removed tag can be restored; {@code P7D} when absent
   */
  public record Prune(
      @Nullable Boolean enabled, @Nullable String threshold, java.time.@Nullable Duration trash) {}

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
