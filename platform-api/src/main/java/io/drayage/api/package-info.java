/** What the services of Drayage say over REST, whichever of them speaks: problems. */
@NullMarked
package io.drayage.api;

import org.jspecify.annotations.NullMarked;
