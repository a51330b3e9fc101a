/** What was deleted and can be restored. */
@NullMarked
package io.drayage.storage.domain.trash;

import org.jspecify.annotations.NullMarked;
