/** Shows how far copies are: bars on a terminal, lines in a log. */
@NullMarked
package io.drayage.cli.progress;

import org.jspecify.annotations.NullMarked;
