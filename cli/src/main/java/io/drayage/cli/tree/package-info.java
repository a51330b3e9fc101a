/** Images as trees of layers. */
@NullMarked
package io.drayage.cli.tree;

import org.jspecify.annotations.NullMarked;
