package io.drayage.transport;

import java.io.IOException;
import java.util.List;

/** A source whose place can say which tags it has; the tag of its own location does not matter. */
public interface TagListing {

  /** All tags, in the order of the place; one network request per page for a registry. */
  List<String> tags() throws IOException;
}
