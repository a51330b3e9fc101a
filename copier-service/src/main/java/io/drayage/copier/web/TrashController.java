package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.TrashEntry;
import io.drayage.api.copier.TrashPage;
import io.drayage.copier.domain.prune.Trash;
import io.drayage.copier.domain.prune.TrashKeeping;
import io.drayage.copier.domain.prune.TrashedTag;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tags that runs removed. */
@RestController
@RequestMapping("/api/v1/trash")
public final class TrashController {
  private final Trash trash;
  private final TrashKeeping keeping;

  public TrashController(Trash trash, TrashKeeping keeping) {
    this.trash = trash;
    this.keeping = keeping;
  }

  @GetMapping
  @Needs(Role.READER)
  TrashPage listTrash(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<TrashEntry> found =
        trash.list(before == null ? Long.MAX_VALUE : before, most).stream()
            .map(TrashController::view)
            .toList();
    return new TrashPage(found, found.size() < most ? null : found.getLast().id());
  }

  /** Lets a tag name again what it named. */
  @PostMapping("/{id}/restore")
  @Needs(Role.OPERATOR)
  TrashEntry restore(@PathVariable long id) {
    try {
      return view(keeping.restore(id));
    } catch (IOException e) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          "restoring entry %d of the trash: %s".formatted(id, e.getMessage()));
    }
  }

  private static TrashEntry view(TrashedTag entry) {
    return new TrashEntry(
        entry.id(),
        entry.sync(),
        entry.run(),
        entry.tag().toString(),
        entry.digest(),
        entry.kept().toString(),
        entry.removedAt(),
        entry.expiresAt());
  }
}
