/** The removal of tags that sources do not have any more, and the trash that they are in then. */
@NullMarked
package io.drayage.copier.domain.prune;

import org.jspecify.annotations.NullMarked;
