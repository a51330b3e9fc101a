/** All services in one process, on one port, with one database. */
@NullMarked
package io.drayage.standalone;

import org.jspecify.annotations.NullMarked;
