package io.drayage.cli.flag;

import java.nio.file.Path;
import java.util.Optional;

/** Which trust policy applies: {@code --policy} and {@code --insecure-policy}. */
public sealed interface TrustChoice {

  /** Every image is trusted; no file is read. */
  record Everything() implements TrustChoice {}

  /** A file that was named, or the usual ones. */
  record PolicyFile(Optional<Path> named) implements TrustChoice {}

  static TrustChoice read(Arguments arguments) {
    return arguments.isOn("--insecure-policy")
        ? new Everything()
        : new PolicyFile(arguments.path("--policy"));
  }
}
