@NullMarked
package io.drayage.copier.queue;

import org.jspecify.annotations.NullMarked;
