/** Policies: where images are pulled from and which are trusted. */
@NullMarked
package io.drayage.copier.domain.policy;

import org.jspecify.annotations.NullMarked;
