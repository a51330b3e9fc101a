package io.drayage.transport;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.List;

/**
 * A source that knows what belongs to its manifests: those that name one as their {@code subject},
 * and those that cosign's tags name.
 */
public interface ReferrerListing {

  /**
   * What belongs directly to a manifest; empty when there is nothing. A registry is asked by its
   * referrers endpoint, which costs one request for each manifest, and for its tags, once for all
   * manifests of a repository; one without the endpoint costs a request for that once.
   */
  List<Referrer> referrers(Digest subject) throws IOException;
}
