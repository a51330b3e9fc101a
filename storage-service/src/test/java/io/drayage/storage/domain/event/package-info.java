@NullMarked
package io.drayage.storage.domain.event;

import org.jspecify.annotations.NullMarked;
