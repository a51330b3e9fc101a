/** Secrets that a database keeps and cannot read. */
@NullMarked
package io.drayage.service.secret;

import org.jspecify.annotations.NullMarked;
