package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of webhooks, by name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record WebhookPage(List<WebhookResource> webhooks, @Nullable String next) {
  public WebhookPage {
    webhooks = List.copyOf(webhooks);
  }
}
