@NullMarked
package io.drayage.cli.flag;

import org.jspecify.annotations.NullMarked;
