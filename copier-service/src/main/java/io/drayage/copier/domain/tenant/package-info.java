/** Tenants: what is theirs, and the limits that hold for it. */
@NullMarked
package io.drayage.copier.domain.tenant;

import org.jspecify.annotations.NullMarked;
