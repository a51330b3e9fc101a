package io.drayage.storage.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept, {@code drayage.storage.retention.*}.
 *
 * @param interval how often the rules of retention are applied
 * @param mostPercent the largest part of the tags that a run may delete without being confirmed
 * @param mostTags the most tags that a run may delete without being confirmed
 * @param trash how long what was deleted can be restored
 * @param history how long changes of tags are remembered
 * @param pulls how often times of pulls are written down
 */
@ConfigurationProperties("drayage.storage.retention")
public record RetentionProperties(
    @DefaultValue("1d") Duration interval,
    @DefaultValue("30") int mostPercent,
    @DefaultValue("1000") int mostTags,
    @DefaultValue("7d") Duration trash,
    @DefaultValue("365d") Duration history,
    @DefaultValue("10s") Duration pulls) {}
