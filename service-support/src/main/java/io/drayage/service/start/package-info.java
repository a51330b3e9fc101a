/** How services begin and end as processes. */
@NullMarked
package io.drayage.service.start;

import org.jspecify.annotations.NullMarked;
