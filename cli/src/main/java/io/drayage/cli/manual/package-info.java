/** Texts that are generated from the declared commands: manual pages and completions. */
@NullMarked
package io.drayage.cli.manual;

import org.jspecify.annotations.NullMarked;
