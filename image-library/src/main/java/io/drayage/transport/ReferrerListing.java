package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.io.IOException;
import java.util.List;

/** A source that knows which manifests name another one as their subject: signatures, SBOMs. */
public interface ReferrerListing {

  /** The manifests whose {@code subject} is this digest; empty when there are none. */
  List<Descriptor> referrers(Digest subject) throws IOException;
}
