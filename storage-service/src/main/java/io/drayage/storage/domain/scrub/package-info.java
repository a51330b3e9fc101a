/** The scrubber: whether stored blobs still are what they were, and what is stored for nobody. */
@NullMarked
package io.drayage.storage.domain.scrub;

import org.jspecify.annotations.NullMarked;
