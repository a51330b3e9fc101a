@NullMarked
package io.drayage.storage.web.event;

import org.jspecify.annotations.NullMarked;
