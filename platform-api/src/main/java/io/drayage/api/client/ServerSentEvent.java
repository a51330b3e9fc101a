package io.drayage.api.client;

/**
 * An event of a stream.
 *
 * @param id what to send to go on behind it; empty when it has none
 * @param name what kind of event it is
 */
public record ServerSentEvent(String id, String name, String data) {}
