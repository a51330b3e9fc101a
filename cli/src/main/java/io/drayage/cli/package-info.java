/** The {@code dray} command: reads the command line, runs one command, reports how it ended. */
@NullMarked
package io.drayage.cli;

import org.jspecify.annotations.NullMarked;
