/** Webhooks, in PostgreSQL. */
@NullMarked
package io.drayage.copier.store.webhook;

import org.jspecify.annotations.NullMarked;
