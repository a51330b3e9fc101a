/** What {@code inspect} shows of an image, in the shape that skopeo shows it. */
@NullMarked
package io.drayage.cli.inspect;

import org.jspecify.annotations.NullMarked;
