/** Runs the same command lines by skopeo and by dray and shows both, side by side. */
@org.jspecify.annotations.NullMarked
package io.drayage.sidebyside;
