/**
 * The flags of the command line: skopeo's families, declared once and read into options. Flags
 * behave as Go's pflag has them: {@code --flag=false}, the last one wins, {@code --} ends them.
 */
@NullMarked
package io.drayage.cli.flag;

import org.jspecify.annotations.NullMarked;
