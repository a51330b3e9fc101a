package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.api.storage.Collection;
import io.drayage.api.storage.CollectionCandidates;
import io.drayage.api.storage.CollectionStatus;
import io.drayage.storage.domain.CollectionLog;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.access.Callers;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Garbage collection, for administrators. */
@RestController
@RequestMapping("/api/v1/gc")
public final class CollectionController {
  private static final int RUNS = 20;
  private static final Pattern KEY = Pattern.compile("[0-9TZ:.-]{20,40}\\|[a-z0-9]+:[0-9a-f]+");

  private final OnRequest collection;
  private final CollectionLog log;

  /** Collects because somebody asks for it. */
  @FunctionalInterface
  public interface OnRequest {
    CollectionLog.Entry collectNow() throws IOException;
  }

  public CollectionController(OnRequest collection, CollectionLog log) {
    this.collection = collection;
    this.log = log;
  }

  /** Collects what is due now; the answer comes when that is done. */
  @PostMapping
  Collection collectGarbage() throws IOException {
    Callers.current().requireAdministrator();
    return view(collection.collectNow());
  }

  /** Tells what was collected and what waits. */
  @GetMapping
  CollectionStatus getCollectionStatus() {
    Callers.current().requireAdministrator();
    CollectionLog.Waiting waiting = log.waiting();
    return new CollectionStatus(
        new CollectionStatus.Waiting(
            waiting.reviews(), waiting.unneeded(), waiting.bytes(), waiting.next().orElse(null)),
        log.list(Long.MAX_VALUE, RUNS).stream().map(CollectionController::view).toList());
  }

  /** Lists blobs that wait for their review: a dry run of what the next collections do. */
  @GetMapping("/candidates")
  CollectionCandidates listCollectionCandidates(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    if (after != null && !KEY.matcher(after).matches()) {
      throw ProblemException.invalid("after", "must be the next of an answer");
    }
    Page<CollectionLog.Candidate> page = log.candidates(PageParameters.read(limit, after));
    return new CollectionCandidates(
        page.items().stream()
            .map(
                blob ->
                    new CollectionCandidates.Candidate(
                        blob.digest().toString(),
                        blob.bytes(),
                        blob.reviewAfter(),
                        label(blob.need())))
            .toList(),
        page.last().orElse(null));
  }

  private static Collection view(CollectionLog.Entry entry) {
    return new Collection(
        entry.number(),
        label(entry.cause()),
        entry.startedAt(),
        entry.endedAt(),
        entry.result().removed(),
        entry.result().bytes(),
        entry.result().uploads());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
