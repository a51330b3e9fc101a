package io.drayage.transport;

/** Whether a registry must prove who it is: the tri-state {@code --tls-verify}. */
public enum TlsVerification {
  /** As {@code insecure} in registries.conf says for each endpoint. */
  CONFIGURED,
  /** Always, whatever registries.conf says. */
  REQUIRED,
  /** Never; plain HTTP is tried when HTTPS does not answer. */
  SKIPPED
}
