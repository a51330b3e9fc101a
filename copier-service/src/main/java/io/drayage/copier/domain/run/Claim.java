package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Run.Lead;

/**
 * The right to work on a part of a run, until somebody claims it with a higher token.
 *
 * @param step the number of the part's step execution
 */
public record Claim(Lead lead, long step, int token) {}
