/** Who calls, and what he may do to which repository. */
@NullMarked
package io.drayage.storage.domain.access;

import org.jspecify.annotations.NullMarked;
