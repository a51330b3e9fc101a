package io.drayage.storage.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How stored blobs are verified, {@code drayage.storage.scrub.*}.
 *
 * @param rate how much is read in a second; nothing turns the scrubber off
 * @param interval from the end of a pass over all blobs to the next
 * @param reaction what is done about a blob that is damaged or gone
 * @param strayAge how old content is that is removed because nobody knows it
 */
@ConfigurationProperties("drayage.storage.scrub")
public record ScrubProperties(
    @DefaultValue("10MB") DataSize rate,
    @DefaultValue("7d") Duration interval,
    @DefaultValue("report") Reaction reaction,
    @DefaultValue("24h") Duration strayAge) {

  /** What is done about a blob that is damaged or gone. */
  public enum Reaction {
    /** It is logged and listed. */
    REPORT,
    /** It is not served any more either, until somebody pushes it again. */
    QUARANTINE
  }

  boolean isOff() {
    return rate.toBytes() <= 0;
  }
}
