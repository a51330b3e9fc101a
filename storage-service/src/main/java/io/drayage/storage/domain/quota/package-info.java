/** How much the repositories of a prefix may take. */
@NullMarked
package io.drayage.storage.domain.quota;

import org.jspecify.annotations.NullMarked;
