/** What changed, who did it, and whom to tell. */
@NullMarked
package io.drayage.storage.domain.event;

import org.jspecify.annotations.NullMarked;
