/** Content of other registries, fetched once and kept: what to keep, for how long, and for whom. */
@NullMarked
package io.drayage.storage.domain.cache;

import org.jspecify.annotations.NullMarked;
