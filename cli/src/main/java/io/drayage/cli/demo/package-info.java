/**
 * {@code dray demo}: a tour on the loopback interface, with a small registry of its own. The
 * registry keeps everything in memory and is meant for nothing else.
 */
@NullMarked
package io.drayage.cli.demo;

import org.jspecify.annotations.NullMarked;
