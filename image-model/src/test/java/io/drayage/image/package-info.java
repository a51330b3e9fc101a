@NullMarked
package io.drayage.image;

import org.jspecify.annotations.NullMarked;
