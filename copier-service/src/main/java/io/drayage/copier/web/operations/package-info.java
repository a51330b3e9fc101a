/** What operators and their probes ask: health and metrics. */
@NullMarked
package io.drayage.copier.web.operations;

import org.jspecify.annotations.NullMarked;
