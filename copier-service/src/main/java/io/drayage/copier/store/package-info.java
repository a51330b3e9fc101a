/** What the service remembers, in PostgreSQL. */
@NullMarked
package io.drayage.copier.store;

import org.jspecify.annotations.NullMarked;
