/**
 * The parts of Go's standard library whose output users of skopeo see and script against: values
 * with struct fields, {@code encoding/json}, {@code text/template}, durations.
 */
@NullMarked
package io.drayage.cli.go;

import org.jspecify.annotations.NullMarked;
