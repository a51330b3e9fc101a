/** Measures Drayage's registry next to Debian's docker-registry. */
@NullMarked
package io.drayage.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
