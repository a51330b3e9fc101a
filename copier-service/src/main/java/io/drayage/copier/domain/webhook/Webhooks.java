package io.drayage.copier.domain.webhook;

import io.drayage.api.copier.WebhookSpec;
import java.util.List;
import java.util.Optional;

/** Remembers webhooks. Thread-safe. */
public interface Webhooks {
  /** Those behind a name, by name. */
  List<StoredWebhook> list(String after, int limit);

  Optional<StoredWebhook> find(String name);

  /**
   * Defines one, or changes it.
   *
   * @param rules what the specification says, checked
   */
  StoredWebhook put(String name, WebhookSpec spec, WebhookRules rules);

  /** Forgets one and its messages; false when there is none. */
  boolean remove(String name);
}
