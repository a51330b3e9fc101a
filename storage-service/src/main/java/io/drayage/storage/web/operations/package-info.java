/** What operators and their probes ask: health and metrics. */
@NullMarked
package io.drayage.storage.web.operations;

import org.jspecify.annotations.NullMarked;
