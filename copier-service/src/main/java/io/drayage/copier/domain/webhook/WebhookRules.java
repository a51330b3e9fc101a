package io.drayage.copier.domain.webhook;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.WebhookSpec;
import io.drayage.copier.domain.run.RunState;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a specification of a webhook means.
 *
 * @param events all that it is told of, by their names
 */
public record WebhookRules(URI url, List<String> events, List<String> syncs) {
  private static final List<String> STANDARD =
      List.of("run.succeeded", "run.failed", "run.cancelled");
  private static final List<String> KNOWN =
      Arrays.stream(RunState.values())
          .map(state -> "run." + state.name().toLowerCase(Locale.ROOT))
          .toList();

  public WebhookRules {
    events = List.copyOf(events);
    syncs = List.copyOf(syncs);
  }

  /**
   * Checks a specification.
   *
   * @throws ProblemException that names the field which is wrong
   */
  public static WebhookRules of(WebhookSpec spec) {
    for (int i = 0; i < spec.events().size(); i++) {
      if (!KNOWN.contains(spec.events().get(i))) {
        throw ProblemException.invalid(
            new FieldProblem(
                "events[%d]".formatted(i), "must be one of " + String.join(", ", KNOWN), KNOWN));
      }
    }
    return new WebhookRules(
        url(spec.url()), spec.events().isEmpty() ? STANDARD : spec.events(), spec.syncs());
  }

  private static URI url(@org.jspecify.annotations.Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw ProblemException.invalid("url", "is missing");
    }
    try {
      URI url = URI.create(text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw ProblemException.invalid(
        "url", "must be an http or https URL with a host, without a user");
  }
}
