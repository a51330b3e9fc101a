package io.drayage.storage.config;

import io.drayage.storage.domain.scrub.Finding;
import io.drayage.storage.domain.scrub.ScrubRecords;
import io.drayage.storage.domain.scrub.Scrubber;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what the scrubber finds. */
final class ScrubLog implements Scrubber.Journal {
  private static final Logger LOG = LoggerFactory.getLogger(ScrubLog.class);

  @Override
  public void found(Finding finding) {
    LOG.error(
        "the stored blob {} is {}, which breaks {}; {}",
        finding.digest(),
        finding.condition().name().toLowerCase(Locale.ROOT),
        finding.images().isEmpty() ? "no image" : finding.images(),
        finding.isServed()
            ? "restore it, or let drayage.storage.scrub.reaction=quarantine clear the way for a push"
            : "it is not served any more, push one of the images again to replace it");
  }

  @Override
  public void skipped(ScrubRecords.Expected blob, IOException reason) {
    LOG.warn("the blob {} could not be verified, the next pass will", blob.digest(), reason);
  }
}
