package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.DeadLetterPage;
import io.drayage.api.storage.EventEndpoints;
import io.drayage.api.storage.Redelivery;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.event.Deliveries;
import io.drayage.storage.domain.event.Deliveries.DeadLetter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events on their way and those that were given up, for administrators. */
@RestController
@RequestMapping("/api/v1/events")
public final class EventController {
  private final Deliveries deliveries;
  private final InstantSource clock;

  public EventController(Deliveries deliveries, InstantSource clock) {
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /** Says how many events wait for each endpoint that has any. */
  @GetMapping("/endpoints")
  EventEndpoints eventEndpoints() {
    Callers.current().requireAdministrator();
    return new EventEndpoints(
        deliveries.backlogs().stream()
            .map(b -> new EventEndpoints.Backlog(b.endpoint(), b.waiting(), b.dead()))
            .toList());
  }

  /** Lists events that were given up. */
  @GetMapping("/dead-letters")
  DeadLetterPage deadLetters(
      @RequestParam(required = false) @Nullable String endpoint,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    if (after != null && !after.matches("\\d{1,18}")) {
      throw ProblemException.invalid("after", "must be the next of an answer");
    }
    int most = PageParameters.limit(limit);
    List<DeadLetter> found =
        deliveries.deadLetters(
            Optional.ofNullable(endpoint), after == null ? 0 : Long.parseLong(after), most);
    return new DeadLetterPage(
        found.stream().map(EventController::view).toList(),
        found.size() < most ? null : Long.toString(found.getLast().number()));
  }

  /** Sends an event that was given up again. */
  @PostMapping("/dead-letters/{number}/redelivery")
  Redelivery redeliverDeadLetter(@PathVariable long number) {
    Callers.current().requireAdministrator();
    if (!deliveries.redeliver(number, clock.instant())) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "there is no dead letter with the number %d".formatted(number));
    }
    return new Redelivery(1);
  }

  /** Sends all events of an endpoint that were given up until now again. */
  @PostMapping("/dead-letters/redelivery")
  Redelivery redeliverDeadLetters(@RequestParam String endpoint) {
    Callers.current().requireAdministrator();
    return new Redelivery(deliveries.redeliver(endpoint, Long.MAX_VALUE, clock.instant()));
  }

  private static DeadLetterPage.DeadLetter view(DeadLetter letter) {
    return new DeadLetterPage.DeadLetter(
        letter.number(),
        letter.endpoint(),
        letter.event().id().toString(),
        letter.event().change().action().label(),
        letter.event().change().repository().map(RepositoryPath::value).orElse(null),
        letter.attempts(),
        letter.failure(),
        letter.diedAt());
  }
}
