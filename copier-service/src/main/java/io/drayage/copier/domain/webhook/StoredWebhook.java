package io.drayage.copier.domain.webhook;

import io.drayage.api.copier.WebhookSpec;
import java.time.Instant;

/** A webhook as it is remembered. */
public record StoredWebhook(
    String name, int version, WebhookSpec spec, Instant createdAt, Instant changedAt) {}
