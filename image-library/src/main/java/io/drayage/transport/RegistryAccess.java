package io.drayage.transport;

/** The registries of the world as one side of a copy reaches them. Thread-safe. */
public interface RegistryAccess extends AutoCloseable {
  @Override
  void close();
}
