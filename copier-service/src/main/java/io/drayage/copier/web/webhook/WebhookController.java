package io.drayage.copier.web.webhook;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.DeliveryPage;
import io.drayage.api.copier.WebhookPage;
import io.drayage.api.copier.WebhookResource;
import io.drayage.api.copier.WebhookSpec;
import io.drayage.copier.domain.webhook.Deliveries;
import io.drayage.copier.domain.webhook.StoredWebhook;
import io.drayage.copier.domain.webhook.WebhookRules;
import io.drayage.copier.domain.webhook.Webhooks;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks: who is told of runs. */
@RestController
@RequestMapping("/api/v1/webhooks")
public final class WebhookController {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?");
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private final Webhooks webhooks;
  private final Deliveries deliveries;

  public WebhookController(Webhooks webhooks, Deliveries deliveries) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
  }

  @GetMapping
  @Needs(Role.READER)
  WebhookPage listWebhooks(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = most(limit);
    List<WebhookResource> found =
        webhooks.list(after == null ? "" : after, most).stream()
            .map(WebhookController::view)
            .toList();
    return new WebhookPage(found, found.size() < most ? null : found.getLast().name());
  }

  @GetMapping("/{name}")
  @Needs(Role.READER)
  WebhookResource getWebhook(@PathVariable String name) {
    return webhooks.find(name).map(WebhookController::view).orElseThrow(() -> unknown(name));
  }

  /** Defines a webhook, or changes it; without a secret in it, the one that is known stays. */
  @PutMapping("/{name}")
  @Needs(Role.ADMIN)
  WebhookResource putWebhook(@PathVariable String name, @RequestBody WebhookSpec spec) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "name", "must be 1 to 63 lower-case letters, digits, dots and dashes");
    }
    return view(webhooks.put(name, spec, WebhookRules.of(spec)));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Role.ADMIN)
  void deleteWebhook(@PathVariable String name) {
    if (!webhooks.remove(name)) {
      throw unknown(name);
    }
  }

  /** The messages that were given up. */
  @GetMapping("/{name}/dead-letters")
  @Needs(Role.READER)
  DeliveryPage listDeadLetters(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    getWebhook(name);
    int most = most(limit);
    List<DeliveryPage.Dead> found =
        deliveries.dead(name, after == null ? 0 : after, most).stream()
            .map(
                dead ->
                    new DeliveryPage.Dead(
                        dead.id(),
                        dead.event(),
                        dead.run(),
                        dead.attempts(),
                        dead.failure(),
                        dead.diedAt()))
            .toList();
    return new DeliveryPage(found, found.size() < most ? null : found.getLast().id());
  }

  /** Sends the messages again that were given up. */
  @PostMapping("/{name}/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(Role.ADMIN)
  void redeliverDeadLetters(@PathVariable String name) {
    getWebhook(name);
    deliveries.redeliver(name);
  }

  private static int most(@Nullable Integer limit) {
    if (limit == null) {
      return PAGE;
    }
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.invalid("limit", "must be a number from 1 to " + LARGEST_PAGE);
    }
    return limit;
  }

  private static WebhookResource view(StoredWebhook webhook) {
    return new WebhookResource(
        webhook.name(),
        webhook.version(),
        webhook.spec().withoutSecrets(),
        webhook.createdAt(),
        webhook.changedAt());
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.NOT_FOUND, "there is no webhook \"%s\"".formatted(name));
  }
}
