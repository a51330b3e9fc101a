package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.TagChange;
import io.drayage.api.storage.TagHistory;
import io.drayage.api.storage.TagPage;
import io.drayage.api.storage.TaggedImage;
import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.tag.TagDetails;
import io.drayage.storage.domain.tag.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tags and what became of them. */
@RestController
@RequestMapping("/api/v1")
public final class TagController {
  private final Tags tags;

  public TagController(Tags tags) {
    this.tags = tags;
  }

  /** Lists the tags of a repository by name. */
  @GetMapping("/tags")
  TagPage listTags(
      @RequestParam RepositoryPath repository,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().require(Right.PULL, repository);
    Page<TagDetails> page =
        tags.list(repository, PageParameters.read(limit, after))
            .orElseThrow(() -> RepositoryController.unknown(repository));
    return new TagPage(
        repository.value(),
        page.items().stream().map(TagController::view).toList(),
        page.last().orElse(null));
  }

  /** Tells about one tag. */
  @GetMapping("/tag")
  TaggedImage getTag(@RequestParam RepositoryPath repository, @RequestParam Tag tag) {
    Callers.current().require(Right.PULL, repository);
    return tags.find(repository, tag)
        .map(TagController::view)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.TAG_UNKNOWN,
                    "the repository %s has no tag %s".formatted(repository, tag)));
  }

  private static TaggedImage view(TagDetails tag) {
    return new TaggedImage(
        tag.tag().value(),
        tag.digest().toString(),
        tag.mediaType().value(),
        tag.bytes(),
        tag.times().pushedAt(),
        tag.times().pulledAt().orElse(null));
  }

  /** Lists what became of a tag, the newest change first; also of one that is deleted. */
  @GetMapping("/tag/history")
  TagHistory getTagHistory(
      @RequestParam RepositoryPath repository,
      @RequestParam Tag tag,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().require(Right.PULL, repository);
    int most = PageParameters.limit(limit);
    List<TagChange> changes =
        tags.history(repository, tag, before == null ? Long.MAX_VALUE : before, most).stream()
            .map(TagController::view)
            .toList();
    return new TagHistory(
        repository.value(),
        tag.value(),
        changes,
        changes.size() < most ? null : changes.getLast().number());
  }

  private static TagChange view(io.drayage.storage.domain.tag.TagChange change) {
    return new TagChange(
        change.number(),
        change.before().map(Digest::toString).orElse(null),
        change.after().map(Digest::toString).orElse(null),
        change.actor().orElse(null),
        change.at());
  }
}
