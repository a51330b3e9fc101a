package io.drayage.registry;

import io.drayage.registry.address.AddressGuard;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How a client behaves, whatever registry it talks to.
 *
 * @param clock for the expiry of tokens
 * @param random for the jitter of waiting times
 * @param tlsDetails what TLS handshakes may agree on
 * @param addresses which addresses are connected to
 * @param shared what the client shares with others
 */
public record RegistryClientOptions(
    String userAgent,
    RetryPolicy retry,
    Permits permits,
    Timeouts timeouts,
    ProxySettings proxy,
    RequestObserver observer,
    InstantSource clock,
    RandomGenerator random,
    Sleeper sleeper,
    TlsDetails tlsDetails,
    AddressGuard addresses,
    SharedLimits shared) {

  public RegistryClientOptions {
    Objects.requireNonNull(userAgent);
    Objects.requireNonNull(retry);
    Objects.requireNonNull(permits);
    Objects.requireNonNull(timeouts);
    Objects.requireNonNull(proxy);
    Objects.requireNonNull(observer);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(random);
    Objects.requireNonNull(sleeper);
    Objects.requireNonNull(tlsDetails);
    Objects.requireNonNull(addresses);
    Objects.requireNonNull(shared);
  }

  /** What suits most registries; see the {@code standard} values of the parts. */
  public static RegistryClientOptions standard() {
    return new RegistryClientOptions(
        "dray",
        RetryPolicy.standard(),
        Permits.standard(),
        Timeouts.standard(),
        ProxySettings.none(),
        RequestObserver.none(),
        InstantSource.system(),
        () -> ThreadLocalRandom.current().nextLong(),
        Thread::sleep,
        TlsDetails.standard(),
        AddressGuard.none(),
        SharedLimits.NONE);
  }

  public RegistryClientOptions withUserAgent(String other) {
    return new RegistryClientOptions(
        other,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withRetry(RetryPolicy other) {
    return new RegistryClientOptions(
        userAgent,
        other,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withPermits(Permits other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        other,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withTimeouts(Timeouts other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        other,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withProxy(ProxySettings other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        other,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withObserver(RequestObserver other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        other,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withClock(InstantSource other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        other,
        random,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withRandom(RandomGenerator other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        other,
        sleeper,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withSleeper(Sleeper other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        other,
        tlsDetails,
        addresses,
        shared);
  }

  public RegistryClientOptions withTlsDetails(TlsDetails other) {
    return new RegistryClientOptions(
        userAgent, retry, permits, timeouts, proxy, observer, clock, random, sleeper, other,
        addresses, shared);
  }

  public RegistryClientOptions withAddresses(AddressGuard other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        other,
        shared);
  }

  public RegistryClientOptions withShared(SharedLimits other) {
    return new RegistryClientOptions(
        userAgent,
        retry,
        permits,
        timeouts,
        proxy,
        observer,
        clock,
        random,
        sleeper,
        tlsDetails,
        addresses,
        other);
  }
}
