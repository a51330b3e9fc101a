package io.drayage.storage.domain.tag;

import java.time.Instant;
import java.util.Map;

/** Keeps when content was last pulled. */
public interface PullRecords {

  /** What was pulled: a tag, or a manifest by its digest. */
  record Pulled(String repository, String reference) {}

  /** Notes many pulls at once; a time that is older than what is known changes nothing. */
  void note(Map<Pulled, Instant> pulls);
}
