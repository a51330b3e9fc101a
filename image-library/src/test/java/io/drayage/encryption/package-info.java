@NullMarked
package io.drayage.encryption;

import org.jspecify.annotations.NullMarked;
