/** Says before anything moves how a name of an image resolves, and why. */
@NullMarked
package io.drayage.registries.explain;

import org.jspecify.annotations.NullMarked;
