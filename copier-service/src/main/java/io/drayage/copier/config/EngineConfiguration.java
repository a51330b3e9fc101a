package io.drayage.copier.config;

import io.drayage.copier.domain.event.ProgressNotes;
import io.drayage.copier.domain.event.RunEvents;
import io.drayage.copier.domain.event.Traffic;
import io.drayage.copier.domain.policy.Policies;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.engine.PolicyTexts;
import io.drayage.copier.engine.RunEngines;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.address.AddressGuard;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the service reaches registries. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  RunEngines engines(
      RegistryRecords registries,
      Policies policies,
      PolicyTexts texts,
      CopierProperties properties,
      AddressGuard addresses,
      InstantSource clock,
      LongFunction<ProgressNotes> notes) {
    Path folder = properties.data().resolve("copier");
    return new RunEngines(
        registries,
        policies,
        texts,
        new RunEngines.Surroundings(
            RegistryClientOptions.standard()
                .withUserAgent("drayage-copier")
                .withAddresses(addresses),
            folder,
            clock,
            notes));
  }

  @Bean
  LongFunction<ProgressNotes> progressNotes(
      RunEvents events, Traffic traffic, CopierProperties properties) {
    return run -> new ProgressNotes(events, run, properties.replica(), traffic);
  }

  @Bean
  PolicyTexts policyTexts(CopierProperties properties) {
    Path folder = properties.data().resolve("copier");
    return new PolicyTexts(() -> config(properties.registriesConf(), folder), folder);
  }

  /** Read for each run: a changed file counts for the next one. */
  private static RegistriesConfig config(@Nullable Path file, Path folder) {
    if (file == null) {
      return RegistriesConfig.empty();
    }
    try {
      return RegistriesConfig.load(
          RegistriesConfigFiles.startingWith(
              file, new ConfigEnvironment(Map.of(), folder, 0, folder.resolve("none"))));
    } catch (RegistriesConfigException e) {
      throw new UncheckedIOException(e);
    }
  }
}
