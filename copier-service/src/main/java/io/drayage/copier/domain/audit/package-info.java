/** Who changed what. */
@NullMarked
package io.drayage.copier.domain.audit;

import org.jspecify.annotations.NullMarked;
