package io.drayage.registries;

/** The value of a key, and where the file sets it. */
record Setting<T>(T value, Position position) {}
