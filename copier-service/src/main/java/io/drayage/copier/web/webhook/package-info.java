/** Webhooks: their resources, and the messages that are sent. */
@NullMarked
package io.drayage.copier.web.webhook;

import org.jspecify.annotations.NullMarked;
