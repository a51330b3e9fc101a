@NullMarked
package io.drayage.copy.chunked;

import org.jspecify.annotations.NullMarked;
