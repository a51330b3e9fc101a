/** What the cache knows besides content, in PostgreSQL. */
@NullMarked
package io.drayage.storage.store.cache;

import org.jspecify.annotations.NullMarked;
