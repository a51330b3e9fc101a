/**
 * Where images really come from: {@code registries.conf} with its drop-ins, {@code auth.json} with
 * its credential helpers, {@code certs.d}, {@code policy.json} and {@code registries.d}, read as
 * the container tools read them, quirks included.
 *
 * <p>Nothing here reads the environment: {@link io.drayage.registries.ConfigEnvironment} is passed
 * in. Nothing prints or logs: doubtful settings come back as {@link io.drayage.registries.Lint}s
 * and warnings. Specifications: containers-registries.conf(5), containers-registries.conf.d(5),
 * containers-auth.json(5), containers-certs.d(5), containers-policy.json(5),
 * containers-registries.d(5).
 */
@NullMarked
package io.drayage.registries;

import org.jspecify.annotations.NullMarked;
