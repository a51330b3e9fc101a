@NullMarked
package io.drayage.cli.go;

import org.jspecify.annotations.NullMarked;
