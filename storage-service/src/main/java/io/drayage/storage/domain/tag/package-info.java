/** What is known about tags beyond where they point, and the rules that protect them. */
@NullMarked
package io.drayage.storage.domain.tag;

import org.jspecify.annotations.NullMarked;
