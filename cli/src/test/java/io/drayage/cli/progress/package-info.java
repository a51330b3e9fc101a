@NullMarked
package io.drayage.cli.progress;

import org.jspecify.annotations.NullMarked;
