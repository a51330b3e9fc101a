@NullMarked
package io.drayage.standalone;

import org.jspecify.annotations.NullMarked;
