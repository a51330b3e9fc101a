/** How every service answers what goes wrong under {@code /api}: RFC 9457. */
@NullMarked
package io.drayage.service.problem;

import org.jspecify.annotations.NullMarked;
