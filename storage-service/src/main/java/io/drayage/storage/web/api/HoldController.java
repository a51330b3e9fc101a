package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.HeldImages;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.cache.HeldManifests;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Images that the cache keeps back, for administrators. */
@RestController
@RequestMapping("/api/v1/cache/holds")
public final class HoldController {
  private final HeldManifests held;
  private final InstantSource clock;

  public HoldController(HeldManifests held, InstantSource clock) {
    this.held = held;
    this.clock = clock;
  }

  /** Lists images that were asked for and are too new to be served. */
  @GetMapping
  HeldImages listHeldImages(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    Page<HeldManifests.Entry> page = held.list(clock.instant(), PageParameters.read(limit, after));
    return new HeldImages(
        page.items().stream().map(HoldController::view).toList(), page.last().orElse(null));
  }

  /** Lets an image be served from now on, whatever its age, with the children of an index. */
  @PostMapping("/release")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void releaseHeldImage(@RequestParam String repository, @RequestParam String digest) {
    Callers.current().requireAdministrator();
    RepositoryPath path = parsed("repository", repository, RepositoryPath::new);
    Digest manifest = parsed("digest", digest, Digest::parse);
    if (!held.release(path, manifest)) {
      throw new ProblemException(
          ProblemCode.MANIFEST_UNKNOWN, "no image %s of %s is kept back".formatted(manifest, path));
    }
  }

  private static <T> T parsed(String parameter, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid(parameter, String.valueOf(e.getMessage()));
    }
  }

  private static HeldImages.Image view(HeldManifests.Entry entry) {
    return new HeldImages.Image(
        entry.repository().value(),
        entry.digest().toString(),
        entry.askedAt(),
        entry.servedFrom().orElse(null));
  }
}
