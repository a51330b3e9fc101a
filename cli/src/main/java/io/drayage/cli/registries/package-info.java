/** Reaches registries as the user's configuration files and flags say. */
@NullMarked
package io.drayage.cli.registries;

import org.jspecify.annotations.NullMarked;
