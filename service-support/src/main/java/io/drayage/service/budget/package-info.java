/** What registries allow accounts, told to all replicas of a service. */
@NullMarked
package io.drayage.service.budget;

import org.jspecify.annotations.NullMarked;
