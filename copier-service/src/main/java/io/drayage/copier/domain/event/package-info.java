/** What happens in runs, for those who watch. */
@NullMarked
package io.drayage.copier.domain.event;

import org.jspecify.annotations.NullMarked;
