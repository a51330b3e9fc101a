package io.drayage.copier.config;

import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.tenant.Tenancy;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcApiTokens;
import io.drayage.copier.store.JdbcAuditLog;
import io.drayage.copier.store.JdbcTenants;
import io.drayage.copier.web.AuditController;
import io.drayage.copier.web.TenantController;
import io.drayage.copier.web.TokenController;
import io.drayage.service.access.Authenticator;
import io.drayage.service.access.Caller;
import io.drayage.service.access.CallerFilter;
import io.drayage.service.access.OidcAuthenticator;
import io.drayage.service.access.Role;
import io.drayage.service.access.RoleCheck;
import io.drayage.service.access.TokenAuthenticator;
import io.drayage.service.token.TrustedIssuer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who may do what, and who did what. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
@Import({TokenController.class, TenantController.class, AuditController.class, FirstToken.class})
class AccessConfiguration {
  private static final Caller ANYBODY = new Caller("anonymous", Role.ADMIN, Optional.empty(), "");

  @Bean
  JdbcAuditLog auditLog(Database database) {
    return new JdbcAuditLog(database);
  }

  @Bean
  JdbcApiTokens apiTokens(Database database, AuditLog log) {
    return new JdbcApiTokens(database, log);
  }

  @Bean
  JdbcTenants tenants(Database database, AuditLog log) {
    return new JdbcTenants(database, log);
  }

  @Bean
  Tenancy tenancy(JdbcTenants tenants, InstantSource clock) {
    return new Tenancy(tenants, clock);
  }

  /**
   * @param others who knows callers by something else: what this service is a part of
   */
  @Bean
  FilterRegistrationBean<CallerFilter> callerFilter(
      AccessProperties properties,
      JdbcApiTokens tokens,
      Tenancy tenancy,
      ObjectProvider<Authenticator> others,
      InstantSource clock) {
    List<Authenticator> authenticators = new ArrayList<>();
    authenticators.add(new TokenAuthenticator(tokens, clock));
    others.orderedStream().forEach(authenticators::add);
    properties
        .oidc()
        .forEach((name, provider) -> authenticators.add(oidc(name, provider, tenancy, clock)));
    FilterRegistrationBean<CallerFilter> registration =
        new FilterRegistrationBean<>(
            new CallerFilter(
                authenticators, properties.required() ? Optional.empty() : Optional.of(ANYBODY)));
    registration.addUrlPatterns("/api/*");
    registration.setAsyncSupported(true);
    return registration;
  }

  private static Authenticator oidc(
      String name, AccessProperties.Provider provider, Tenancy tenancy, InstantSource clock) {
    return new OidcAuthenticator(
        TrustedIssuer.publishing(
            provider.issuer(), provider.audience(), Optional.ofNullable(provider.keys()), clock),
        new OidcAuthenticator.Claims(name, provider.userClaim(), provider.groupsClaim()),
        new GroupGrants(name, provider, tenancy));
  }

  @Bean
  WebMvcConfigurer roleCheck() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleCheck()).addPathPatterns("/api/**");
      }
    };
  }
}
