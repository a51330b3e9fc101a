/** The registries behind the cache, found by {@code registries.conf}. */
@NullMarked
package io.drayage.storage.upstream;

import org.jspecify.annotations.NullMarked;
