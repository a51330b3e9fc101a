/** What services do now and then. */
@NullMarked
package io.drayage.service.task;

import org.jspecify.annotations.NullMarked;
