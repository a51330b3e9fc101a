package io.drayage.transport;

import java.io.IOException;

/**
 * A place that holds, or will hold, one image. It prints ({@code toString}) to {@code
 * TRANSPORT:TEXT}, which parses to an equal location. Making one contacts nobody.
 */
public interface ImageLocation {

  Transport transport();

  /** Opens the place to read from; the caller closes it. */
  ImageSource openSource(TransportContext context) throws IOException;

  /** Opens the place to write to; the caller closes it. Nothing is visible before the commit. */
  ImageDestination openDestination(TransportContext context) throws IOException;
}
