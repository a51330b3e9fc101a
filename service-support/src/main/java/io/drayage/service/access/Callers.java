package io.drayage.service.access;

/** On whose behalf a thread works. Threads that a request starts do not inherit it. */
public final class Callers {
  private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  private Callers() {}

  /** The caller of this request; {@link Caller#SERVICE} where there is no request. */
  public static Caller current() {
    return CURRENT.orElse(Caller.SERVICE);
  }

  /** Works on behalf of somebody. */
  public static <X extends Throwable> void as(Caller caller, Work<X> work) throws X {
    ScopedValue.where(CURRENT, caller)
        .call(
            () -> {
              work.run();
              return caller;
            });
  }

  /** What is done on behalf of somebody. */
  @FunctionalInterface
  public interface Work<X extends Throwable> {
    void run() throws X;
  }
}
