/** What happens in runs, in PostgreSQL. */
@NullMarked
package io.drayage.copier.store.event;

import org.jspecify.annotations.NullMarked;
