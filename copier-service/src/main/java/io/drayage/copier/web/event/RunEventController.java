package io.drayage.copier.web.event;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.copier.domain.event.RunBell;
import io.drayage.copier.domain.event.RunEvents;
import io.drayage.copier.domain.event.RunEvents.Reading;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What happens in runs, as server-sent events. Each listener has the virtual thread of its request
 * and nothing else while nothing happens; a connection to the database it has while it reads.
 */
@RestController
@RequestMapping("/api/v1/runs")
public final class RunEventController {
  private static final Logger LOG = LoggerFactory.getLogger(RunEventController.class);
  private static final int BATCH = 500;
  private static final int RETRY_MILLIS = 1_000;

  /** Events come together; a listener does not read more often. */
  private static final long PAUSE_MILLIS = 100;

  private final Runs runs;
  private final RunEvents events;
  private final RunBell bell;
  private final Pace pace;

  /**
   * How often a listener does something without being told.
   *
   * @param look how often it looks for what it was not told of
   * @param heartbeat after which silence it sends a comment
   */
  public record Pace(Duration look, Duration heartbeat) {}

  public RunEventController(Runs runs, RunEvents events, RunBell bell, Pace pace) {
    this.runs = runs;
    this.events = events;
    this.bell = bell;
    this.pace = pace;
  }

  /** Follows a run from its beginning, or from behind an event, to where it stands. */
  @GetMapping("/{id}/events")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  void followRun(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Long after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpServletResponse response)
      throws InterruptedException {
    long from = last == null || last.isEmpty() ? (after == null ? 0 : after) : number(last);
    if (runs.find(id).isEmpty()) {
      throw unknown(id);
    }
    Reading first = read(id, from);
    if (last != null && first.events().isEmpty() && stands(first.state())) {
      // A browser that comes back for more is told not to come again.
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    try (RunBell.Listener listener =
        bell.listen(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "too many follow runs already; ask for the run itself now and then"))) {
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      EventStream stream = new EventStream(response.getOutputStream());
      stream.begin(RETRY_MILLIS);
      follow(id, from, listener, stream);
    } catch (IOException e) {
      LOG.debug("somebody who followed run {} is gone: {}", id, e.getMessage());
    }
  }

  private void follow(long id, long from, RunBell.Listener listener, EventStream stream)
      throws IOException, InterruptedException {
    long last = from;
    long spoken = System.nanoTime();
    boolean open = true;
    while (open) {
      Reading reading = readWhenPossible(id, last, listener);
      if (!reading.events().isEmpty()) {
        stream.send(reading.events());
        last = reading.events().getLast().id();
        spoken = System.nanoTime();
      }
      if (reading.events().size() == BATCH) {
        continue;
      }
      if (stands(reading.state())) {
        stream.end(reading.state().name().toLowerCase(Locale.ROOT));
        return;
      }
      if (System.nanoTime() - spoken >= pace.heartbeat().toNanos()) {
        stream.heartbeat();
        spoken = System.nanoTime();
      }
      Thread.sleep(PAUSE_MILLIS);
      open = listener.await(pace.look().toMillis());
    }
  }

  /** Whether nothing more happens before somebody asks for it. */
  private static boolean stands(RunState state) {
    return state.isEnd() || state == RunState.PLANNED;
  }

  private Reading read(long id, long after) {
    return events.after(id, after, BATCH).orElseThrow(() -> unknown(id));
  }

  /** The answer has begun, so a database that is away is waited for. */
  private Reading readWhenPossible(long id, long after, RunBell.Listener listener)
      throws IOException, InterruptedException {
    while (true) {
      try {
        return read(id, after);
      } catch (ProblemException e) {
        throw new IOException("the run was pruned", e);
      } catch (RuntimeException e) {
        LOG.warn("events of run {} could not be read, trying again: {}", id, e.getMessage());
        if (!listener.await(pace.look().toMillis())) {
          throw new IOException("the service stops", e);
        }
      }
    }
  }

  private static ProblemException unknown(long id) {
    return new ProblemException(ProblemCode.RUN_UNKNOWN, "there is no run %d".formatted(id));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw ProblemException.invalid("Last-Event-ID", "must be the number of an event");
    }
  }
}
