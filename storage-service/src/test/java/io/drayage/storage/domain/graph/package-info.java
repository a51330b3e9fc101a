@NullMarked
package io.drayage.storage.domain.graph;

import org.jspecify.annotations.NullMarked;
