package io.drayage.copier.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept from others, {@code drayage.copier.security.*}.
 *
 * @param keys the file of keys that stored credentials are encrypted with; by default {@code
 *     copier/keys} in the data folder, which is made when it is not there
 * @param insideAddresses whether registries may be at, or redirect to, loopback addresses and those
 *     of private networks
 * @param allowedAddresses addresses, CIDR blocks and hosts that may be contacted whatever they are
 */
@ConfigurationProperties("drayage.copier.security")
public record SecurityProperties(
    @Nullable Path keys,
    @DefaultValue("refuse") InsideAddresses insideAddresses,
    @DefaultValue List<String> allowedAddresses) {

  /** What is done about addresses that are not of the Internet. */
  enum InsideAddresses {
    ALLOW,
    REFUSE
  }
}
