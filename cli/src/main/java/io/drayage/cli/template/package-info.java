/**
 * Go templates ({@code text/template}) as far as {@code inspect --format} needs them: fields,
 * variables, pipelines, {@code if}, {@code with}, {@code range} and the usual functions. What is
 * not known is an error, never an empty text.
 */
@NullMarked
package io.drayage.cli.template;

import org.jspecify.annotations.NullMarked;
