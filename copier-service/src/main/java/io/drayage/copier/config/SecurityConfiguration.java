package io.drayage.copier.config;

import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcSealedPasswords;
import io.drayage.copier.web.KeyController;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.address.AddressRule;
import io.drayage.registry.address.AllowedAddresses;
import io.drayage.service.secret.KeyFile;
import io.drayage.service.secret.KeyRotation;
import io.drayage.service.secret.SecretBox;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Secrets of registries, and which addresses are contacted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
@Import(KeyController.class)
class SecurityConfiguration {

  @Bean
  SecretBox secretBox(SecurityProperties security, CopierProperties service, InstantSource clock)
      throws IOException {
    SecureRandom random = new SecureRandom();
    Path named = security.keys();
    KeyFile file =
        named == null
            ? KeyFile.openOrCreate(
                service.data().resolve("copier").resolve("keys"),
                random,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
            : KeyFile.open(named);
    return new SecretBox(file, random);
  }

  @Bean
  KeyRotation keyRotation(SecretBox box, Database database) {
    return new KeyRotation(box, List.of(new JdbcSealedPasswords(database)));
  }

  /** A wrong file of keys ends the start. */
  @Bean
  SmartInitializingSingleton keyCheck(KeyRotation rotation) {
    return rotation::check;
  }

  @Bean
  AddressGuard addressGuard(SecurityProperties security) {
    AllowedAddresses allowed =
        AllowedAddresses.parse(
            "drayage.copier.security.allowed-addresses", security.allowedAddresses());
    return AddressGuard.of(
        switch (security.insideAddresses()) {
          case ALLOW -> AddressRule.refusingMetadata(allowed);
          case REFUSE -> AddressRule.refusingInside(allowed);
        });
  }
}
