/** What the copier service says over REST: its resources, and what came of its runs. */
@NullMarked
package io.drayage.api.copier;

import org.jspecify.annotations.NullMarked;
