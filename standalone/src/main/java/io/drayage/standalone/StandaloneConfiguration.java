package io.drayage.standalone;

import io.drayage.storage.domain.access.Authenticator;
import io.drayage.storage.domain.access.Robots;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** What is added to the registry's parts. */
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

  @Bean
  CopierGate copierGate() {
    return new CopierGate();
  }

  @Bean
  FilterRegistrationBean<CopierGate> copierGateRegistration(CopierGate gate) {
    FilterRegistrationBean<CopierGate> registration = new FilterRegistrationBean<>(gate);
    registration.addUrlPatterns("/api/*");
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FirstToken firstToken(Robots robots, InstantSource clock) {
    return new FirstToken(robots, clock);
  }

  @Bean
  Copier.Ground copierGround(
      DataFolder folder, ServiceDatabase database, ApplicationArguments words) {
    return new Copier.Ground(folder, database, List.of(words.getSourceArgs()));
  }

  @Bean
  CopierPart copierPart(
      ServletWebServerApplicationContext context,
      Copier.Ground ground,
      CopierPart.Parts parts,
      InstantSource clock) {
    return new CopierPart(context, ground, parts, clock);
  }

  @Bean
  CopierPart.Parts copierParts(
      CopierGate gate, Robots robots, FirstToken token, CopierPart.Access access) {
    return new CopierPart.Parts(gate, robots, token, access);
  }

  @Bean
  CopierPart.Access copierAccess(Authenticator registry, StandaloneProperties properties) {
    return new CopierPart.Access(
        new RegistryAdministrators(registry), properties.registryAuthority());
  }

  @Bean
  Announcement announcement(
      StandaloneProperties properties, StateFile state, Announcement.Facts facts) {
    return new Announcement(properties, state, facts);
  }

  @Bean
  Announcement.Facts announcedFacts(Environment environment, FirstToken token) {
    return new Announcement.Facts(environment, token);
  }
}
