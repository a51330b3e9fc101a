/** The commands of {@code dray}, one class each, and what they share. */
@NullMarked
package io.drayage.cli.command;

import org.jspecify.annotations.NullMarked;
