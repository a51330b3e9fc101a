/** When syncs run by themselves. */
@NullMarked
package io.drayage.copier.domain.schedule;

import org.jspecify.annotations.NullMarked;
