@NullMarked
package io.drayage.storage.upstream;

import org.jspecify.annotations.NullMarked;
