package io.drayage.transport.local;

import io.drayage.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where the files of an OCI layout are read from: a folder or an archive. Thread-safe. */
interface LayoutContent extends Closeable {

  /**
   * The whole {@code index.json}, at most 4 MiB.
   *
   * @throws io.drayage.transport.ContentNotFoundException when there is no layout
   */
  byte[] index() throws IOException;

  /**
   * Opens a blob from an offset on; not verified.
   *
   * @throws io.drayage.transport.ContentNotFoundException when it is not there
   */
  InputStream blob(Digest digest, long offset) throws IOException;

  /** Names a blob's file in messages. */
  String describe(Digest digest);
}
