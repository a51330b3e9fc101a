package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.Removal;
import io.drayage.api.storage.Removals;
import io.drayage.api.storage.Restored;
import io.drayage.api.storage.TrashedTag;
import io.drayage.api.storage.TrashedTags;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.trash.Restoration;
import io.drayage.storage.domain.trash.Trash;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was deleted and can be restored. */
@RestController
@RequestMapping("/api/v1/trash")
public final class TrashController {
  private final Trash trash;

  public TrashController(Trash trash) {
    this.trash = trash;
  }

  @GetMapping
  Removals listTrash(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    int most = PageParameters.limit(limit);
    List<Removal> removals =
        trash.list(before == null ? Long.MAX_VALUE : before, most).stream()
            .map(TrashController::view)
            .toList();
    return new Removals(removals, removals.size() < most ? null : removals.getLast().number());
  }

  @GetMapping("/{number}")
  Removal getRemoval(@PathVariable long number) {
    Callers.current().requireAdministrator();
    return view(find(number));
  }

  /** Lists the tags of a removal, by repository and name. */
  @GetMapping("/{number}/tags")
  TrashedTags listTrashedTags(
      @PathVariable long number,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    find(number);
    var page = trash.tags(number, PageParameters.read(limit, after));
    return new TrashedTags(
        page.items().stream()
            .map(
                tag ->
                    new TrashedTag(
                        tag.repository().value(),
                        tag.tag().value(),
                        tag.digest().toString(),
                        tag.pushedAt()))
            .toList(),
        page.last().orElse(null));
  }

  /**
   * Puts back everything that a removal took, or one tag. It needs the right to push to each
   * repository of it.
   */
  @PostMapping("/{number}/restore")
  Restored restore(
      @PathVariable long number,
      @RequestParam(required = false) @Nullable RepositoryPath repository,
      @RequestParam(required = false) @Nullable Tag tag) {
    if (repository != null && tag != null) {
      Callers.current().require(Right.PUSH, repository);
      find(number);
      return view(trash.restore(number, repository, tag));
    }
    if (repository != null || tag != null) {
      throw ProblemException.invalid(
          repository == null ? "repository" : "tag", "is missing: one tag is named by both");
    }
    find(number);
    trash
        .repositories(number)
        .forEach(concerned -> Callers.current().require(Right.PUSH, concerned));
    return view(trash.restore(number));
  }

  /** Ends a removal for good: what it held is garbage then. */
  @DeleteMapping("/{number}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void purge(@PathVariable long number) {
    Callers.current().requireAdministrator();
    if (!trash.purge(number)) {
      throw unknown(number);
    }
  }

  private io.drayage.storage.domain.trash.Removal find(long number) {
    return trash.find(number).orElseThrow(() -> unknown(number));
  }

  private static ProblemException unknown(long number) {
    return new ProblemException(
        ProblemCode.TRASH_UNKNOWN, "the trash has no removal %d".formatted(number));
  }

  static Removal view(io.drayage.storage.domain.trash.Removal removal) {
    return new Removal(
        removal.number(),
        removal.kind().name().toLowerCase(Locale.ROOT),
        removal.origin().actor(),
        removal.origin().at(),
        removal.origin().expiresAt(),
        removal.tags(),
        removal.manifests());
  }

  private static Restored view(Restoration restoration) {
    return new Restored(
        restoration.tags(),
        restoration.manifests(),
        restoration.skipped().stream()
            .map(
                skipped ->
                    new Restored.Skipped(
                        skipped.tag().repository().value(),
                        skipped.tag().tag().value(),
                        skipped.reason()))
            .toList());
  }
}
