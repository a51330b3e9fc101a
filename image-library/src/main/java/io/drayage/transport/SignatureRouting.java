package io.drayage.transport;

import io.drayage.image.Reference;
import io.drayage.registries.SignaturePlaces;
import java.io.IOException;

/** Finds where the signatures of a registry's images are kept. Thread-safe. */
@FunctionalInterface
public interface SignatureRouting {

  /**
   * The places for an image.
   *
   * @param reference as it is asked for at the registry or mirror that serves it
   * @throws IOException when the configuration cannot be read
   */
  SignaturePlaces placesFor(Reference reference) throws IOException;
}
