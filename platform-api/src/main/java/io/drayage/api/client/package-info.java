/** How programs talk to the services: requests, and streams of events that survive a reconnect. */
@NullMarked
package io.drayage.api.client;

import org.jspecify.annotations.NullMarked;
