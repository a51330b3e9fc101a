package io.drayage.storage.store.s3;

import io.drayage.storage.domain.BlobContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A blob that is an object. */
record ObjectContent(Bucket bucket, StoredObject object, Redirects redirects)
    implements BlobContent {
  @Override
  public long size() {
    return object.size();
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<URI> elsewhere() {
    return redirects.to(object);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return open(offset, object.size() - offset);
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    return ObjectStream.open(bucket, object, offset, offset + length);
  }
}
