/**
 * What images are made of and what is built on what, over all repositories: layers, bases,
 * dependents and the bytes that they share.
 */
@NullMarked
package io.drayage.storage.domain.graph;

import org.jspecify.annotations.NullMarked;
