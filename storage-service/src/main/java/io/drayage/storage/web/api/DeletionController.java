package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.Removal;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.trash.Removal.Origin;
import io.drayage.storage.domain.trash.Trash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deletes tags and repositories; the trash has them for a while. */
@RestController
@RequestMapping("/api/v1")
public final class DeletionController {
  private final Trash trash;
  private final Period period;

  /** How long what was deleted can be restored, from when on. */
  public record Period(Duration length, InstantSource clock) {
    Origin begin() {
      Instant now = clock.instant();
      return new Origin(Callers.current().name(), now, now.plus(length));
    }
  }

  public DeletionController(Trash trash, Period period) {
    this.trash = trash;
    this.period = period;
  }

  /** Deletes a tag; its manifest stays. */
  @DeleteMapping("/tag")
  Removal deleteTag(@RequestParam RepositoryPath repository, @RequestParam Tag tag) {
    Callers.current().require(Right.DELETE, repository);
    return trash
        .remove(repository, tag, period.begin())
        .map(TrashController::view)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.TAG_UNKNOWN,
                    "the repository %s has no tag %s".formatted(repository, tag)));
  }

  /** Deletes all tags and manifests of a repository. */
  @DeleteMapping("/repository")
  Removal deleteRepository(@RequestParam RepositoryPath name) {
    Callers.current().require(Right.ADMIN, name);
    return trash
        .remove(name, period.begin())
        .map(TrashController::view)
        .orElseThrow(() -> RepositoryController.unknown(name));
  }
}
