package io.drayage.registry;

/** Whether a registry must prove who it is. */
public enum TlsVerification {
  /** HTTPS with a certificate that is valid for the host. */
  REQUIRED,
  /** HTTPS with whatever certificate comes; plain HTTP when the other side does not speak TLS. */
  SKIPPED
}
