/**
 * Images of a Docker engine, read and written through its API: {@code docker-daemon:}. The engine
 * is talked to by HTTP over its Unix socket, TCP or TLS; what moves are archives of {@code docker
 * save}.
 */
@NullMarked
package io.drayage.transport.daemon;

import org.jspecify.annotations.NullMarked;
