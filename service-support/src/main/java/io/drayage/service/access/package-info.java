/** Who calls a REST API, and what he may do there. */
@NullMarked
package io.drayage.service.access;

import org.jspecify.annotations.NullMarked;
