package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit, the newest entries first.
 *
 * @param next what to send as {@code before} for the next part; absent in the last one
 */
public record AuditPage(List<Entry> entries, @Nullable String next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }

  /**
   * What was changed.
   *
   * @param id of the event that tells of it, if one does
   * @param actor the name of the user or robot; {@code registry} for the registry itself
   * @param address of the client; absent for the registry itself
   * @param action such as {@code manifest.push}
   * @param digest what it was about
   * @param before what the tag pointed to before
   * @param detail more about it in words
   */
  public record Entry(
      long number,
      String id,
      Instant at,
      String actor,
      @Nullable String address,
      String action,
      @Nullable String repository,
      @Nullable String tag,
      @Nullable String digest,
      @Nullable String before,
      @Nullable String detail) {}
}
