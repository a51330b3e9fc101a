/**
 * YAML as the container tools read it, node by node, so that a mistake is reported with its line.
 */
@NullMarked
package io.drayage.registries.yaml;

import org.jspecify.annotations.NullMarked;
