package io.drayage.storage.domain.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit: what was changed, by whom, when and from where. */
public interface AuditRecords {
  /** Entries, the newest first. */
  List<Entry> list(Filter filter, long before, int limit);

  /** Forgets entries that are older than a time, a batch at a time; returns how many. */
  int forgetBefore(Instant time);

  /** An event under its number in the audit. */
  record Entry(long number, Event event) {}

  /** Which entries; what is empty does not restrict. */
  record Filter(
      Optional<String> repository,
      Optional<String> actor,
      Optional<Action> action,
      Optional<Instant> since,
      Optional<Instant> until) {}
}
