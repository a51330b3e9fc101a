/** Runs as jobs of Spring Batch, whose parts travel over db-scheduler. */
@NullMarked
package io.drayage.copier.queue;

import org.jspecify.annotations.NullMarked;
