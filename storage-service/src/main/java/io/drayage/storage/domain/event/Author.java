package io.drayage.storage.domain.event;

import io.drayage.storage.domain.access.Callers;

/**
 * Who did something, and from where.
 *
 * @param address the network address of the client; empty for the registry itself
 */
public record Author(String name, String address) {
  /** The registry, when nobody asked it to. */
  public static final Author REGISTRY = new Author("registry", "");

  private static final ScopedValue<String> ADDRESS = ScopedValue.newInstance();

  /** Whoever this thread works for. */
  public static Author current() {
    return ADDRESS.isBound() ? new Author(Callers.current().name(), ADDRESS.get()) : REGISTRY;
  }

  /** Works for a client at this address; who it is, {@link Callers} tells. */
  public static <X extends Throwable> void at(String address, Callers.Work<X> work) throws X {
    ScopedValue.where(ADDRESS, address)
        .call(
            () -> {
              work.run();
              return address;
            });
  }
}
