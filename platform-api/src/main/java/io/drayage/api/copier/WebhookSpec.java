package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of runs, and how.
 *
 * @param url where messages are posted to
 * @param events such as {@code run.failed}; {@code run.succeeded}, {@code run.failed} and {@code
 *     run.cancelled} when empty
 * @param syncs the names of the syncs it is about; all when empty
 * @param format {@code cloudevents} for CloudEvents 1.0 in structured mode, the default, or {@code
 *     slack} for a text that Slack and its kin take
 * @param secret signs each message; never in an answer
 */
public record WebhookSpec(
    @Nullable String url,
    List<String> events,
    List<String> syncs,
    @Nullable Format format,
    @Nullable String secret) {

  /** The form of a message. */
  public enum Format {
    CLOUDEVENTS,
    SLACK
  }

  public WebhookSpec {
    events = events == null ? List.of() : List.copyOf(events);
    syncs = syncs == null ? List.of() : List.copyOf(syncs);
  }

  /** What may be shown. */
  public WebhookSpec withoutSecrets() {
    return new WebhookSpec(url, events, syncs, format, null);
  }

  @Override
  public String toString() {
    return "WebhookSpec[url=%s, events=%s, syncs=%s, format=%s]"
        .formatted(url, events, syncs, format);
  }
}
