/** The program: reads the command line, runs one command, reports how it ended. */
@NullMarked
package io.drayage.cli.program;

import org.jspecify.annotations.NullMarked;
