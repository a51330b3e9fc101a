package io.drayage.storage.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit, {@code drayage.storage.audit.*}.
 *
 * @param expiry how long entries are kept
 */
@ConfigurationProperties("drayage.storage.audit")
record AuditProperties(@DefaultValue("365d") Duration expiry) {}
