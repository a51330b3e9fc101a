/** Which database a service uses, and how. */
@NullMarked
package io.drayage.service.database;

import org.jspecify.annotations.NullMarked;
