package io.drayage.copier.queue;

/**
 * A sync whose time comes.
 *
 * @param due the time in its schedule, in milliseconds since 1970; with jitter it runs later
 */
record SyncDue(long due) {}
