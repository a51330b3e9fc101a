package io.drayage.copier.web.webhook;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.HookToken;
import io.drayage.copier.domain.webhook.SyncHooks;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Registries that say that something was pushed. What they say is not read: the run finds out by
 * itself, and every registry has another form for it.
 */
@RestController
@RequestMapping("/api/v1/syncs")
public final class SyncHookController {
  /** A registry that never stops pushing gets a run nevertheless. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final SyncHooks hooks;
  private final Duration quiet;

  public SyncHookController(SyncHooks hooks, HookPace pace) {
    this.hooks = hooks;
    this.quiet = pace.quiet();
  }

  /**
   * How soon.
   *
   * @param quiet a run begins so long after the last push
   */
  public record HookPace(Duration quiet) {}

  /** Makes the token for the registries of a sync; the one before is no longer good. */
  @PostMapping("/{name}/hook-token")
  @Needs(Role.ADMIN)
  HookToken newHookToken(@PathVariable String name) {
    return hooks
        .newToken(name)
        .map(token -> new HookToken(token, "/api/v1/syncs/" + name + "/hook"))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.SYNC_UNKNOWN, "there is no sync \"%s\"".formatted(name)));
  }

  /**
   * Has a sync run soon.
   *
   * @param parameter the token, of a registry that can send no header
   */
  @PostMapping("/{name}/hook")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(Role.OPERATOR)
  void pushed(
      @PathVariable String name,
      @RequestHeader(name = "X-Drayage-Hook-Token", required = false) @Nullable String header,
      @RequestParam(name = "token", required = false) @Nullable String parameter) {
    String token = header == null ? parameter : header;
    if (token == null || !hooks.push(name, token, quiet, LONGEST)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "the token is not the one of this sync; POST /api/v1/syncs/%s/hook-token makes another"
              .formatted(name));
    }
  }
}
