/** The audit and the events on their way, in PostgreSQL. */
@NullMarked
package io.drayage.storage.store.event;

import org.jspecify.annotations.NullMarked;
