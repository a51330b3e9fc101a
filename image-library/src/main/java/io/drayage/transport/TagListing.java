package io.drayage.transport;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A source whose place can say which tags it has; the tag of its own location does not matter. */
public interface TagListing {

  /** All tags, in the order of the place; one network request per page for a registry. */
  List<String> tags() throws IOException;

  /**
   * The same, and what the place lists although it can be no tag; {@link #tags} leaves that out.
   *
   * @param invalid is given each of those, as an excerpt
   */
  default List<String> tags(Consumer<String> invalid) throws IOException {
    return tags();
  }
}
