@NullMarked
package io.drayage.cli.manual;

import org.jspecify.annotations.NullMarked;
