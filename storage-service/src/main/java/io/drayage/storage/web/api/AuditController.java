package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.api.storage.AuditPage;
import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.AuditRecords;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit, for administrators. */
@RestController
@RequestMapping("/api/v1")
public final class AuditController {
  private final AuditRecords audit;

  public AuditController(AuditRecords audit) {
    this.audit = audit;
  }

  /** Lists what was changed, the newest first; times are RFC 3339. */
  @GetMapping("/audit")
  AuditPage audit(
      @RequestParam(required = false) @Nullable String repository,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    int most = PageParameters.limit(limit);
    List<AuditRecords.Entry> found =
        audit.list(
            new AuditRecords.Filter(
                Optional.ofNullable(repository),
                Optional.ofNullable(actor),
                Optional.ofNullable(action).map(Action::parse),
                time("since", since),
                time("until", until)),
            number(before),
            most);
    return new AuditPage(
        found.stream().map(AuditController::view).toList(),
        found.size() < most ? null : Long.toString(found.getLast().number()));
  }

  private static long number(@Nullable String before) {
    if (before != null && !before.matches("\\d{1,18}")) {
      throw ProblemException.invalid("before", "must be the next of an answer");
    }
    return before == null ? Long.MAX_VALUE : Long.parseLong(before);
  }

  private static Optional<Instant> time(String parameter, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException _) {
      throw ProblemException.invalid(parameter, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static AuditPage.Entry view(AuditRecords.Entry entry) {
    Event event = entry.event();
    Change change = event.change();
    return new AuditPage.Entry(
        entry.number(),
        event.id().toString(),
        event.at(),
        event.author().name(),
        orNull(event.author().address()),
        change.action().label(),
        change.repository().map(RepositoryPath::value).orElse(null),
        change.tag().map(Tag::value).orElse(null),
        change.digest().map(Digest::toString).orElse(null),
        change.before().map(Digest::toString).orElse(null),
        orNull(change.detail()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
