package io.drayage.registry;

import java.io.IOException;

/** What a piece of a blob waits at before it passes. */
@FunctionalInterface
interface Toll {
  Toll FREE = _ -> {};

  void pass(int bytes) throws IOException;
}
