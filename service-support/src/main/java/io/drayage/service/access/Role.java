package io.drayage.service.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a caller may do; each role may do what those before it may. */
public enum Role {
  /** Looks at everything, and changes nothing. */
  READER,
  /** Defines and runs what copies images. */
  OPERATOR,
  /** Does everything: tokens, tenants, registries and keys, too. */
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As it is written in settings and answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> ofLabel(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
