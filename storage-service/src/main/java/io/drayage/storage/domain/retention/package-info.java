/** Which tags and manifests are kept how long: rules, plans, and runs that carry them out. */
@NullMarked
package io.drayage.storage.domain.retention;

import org.jspecify.annotations.NullMarked;
