package io.drayage.storage.config;

import io.drayage.service.token.IssuerKeys;
import io.drayage.service.token.TrustedIssuer;
import io.drayage.storage.domain.access.AccessRules;
import io.drayage.storage.domain.access.Authentication;
import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.Rights;
import io.drayage.storage.domain.access.TokenDesk;
import io.drayage.storage.domain.access.TokenVerifier;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.store.access.AccessFile;
import io.drayage.storage.store.access.BcryptPasswords;
import io.drayage.storage.store.access.Htpasswd;
import io.drayage.storage.store.access.JdbcGrants;
import io.drayage.storage.store.access.JdbcKeyRecords;
import io.drayage.storage.store.access.JdbcRefreshSecrets;
import io.drayage.storage.store.access.JdbcRobots;
import io.drayage.storage.store.access.JdbcUsers;
import io.drayage.storage.store.access.Ledger;
import io.drayage.storage.store.access.Verdicts;
import io.drayage.storage.token.ForeignRegistryTokens;
import io.drayage.storage.token.OidcTokens;
import io.drayage.storage.token.RegistryTokens;
import io.drayage.storage.token.SigningKeys;
import io.drayage.storage.web.access.CallerFilter;
import io.drayage.storage.web.access.Challenge;
import io.drayage.storage.web.access.Entrance;
import io.drayage.storage.web.access.HeaderEntrance;
import io.drayage.storage.web.access.TokenServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private final AccessProperties properties;

  AccessConfiguration(AccessProperties properties) {
    this.properties = properties;
  }

  @Bean
  Htpasswd htpasswd(StorageProperties storage) throws IOException {
    Optional<Path> file = storage.users();
    return file.isPresent() ? Htpasswd.read(file.get()) : Htpasswd.NONE;
  }

  /** Whoever has the file of users under his control runs the registry, unless rights say more. */
  @Bean
  AccessRules accessRules(Htpasswd htpasswd) throws IOException {
    Optional<Path> file = properties.rules();
    AccessRules rules = file.isPresent() ? AccessFile.read(file.get()) : AccessRules.NONE;
    for (String pattern : properties.anonymousPull()) {
      rules =
          rules.with(
              Grantee.ANONYMOUS,
              new Grants(List.of(new Grant(new RepositoryPattern(pattern), Set.of(Right.PULL)))));
    }
    if (file.isEmpty()) {
      for (String user : htpasswd.users()) {
        rules = rules.with(Grantee.user(user), Grants.ALL);
      }
    }
    return rules;
  }

  @Bean
  Ledger ledger(TransactionTemplate transactions, ChangeLog changes) {
    return new Ledger(transactions, changes);
  }

  @Bean
  JdbcUsers users(JdbcClient jdbc, Ledger ledger) {
    return new JdbcUsers(jdbc, ledger, properties.passwordCost());
  }

  @Bean
  JdbcGrants grantRecords(JdbcClient jdbc, Ledger ledger) {
    return new JdbcGrants(jdbc, ledger);
  }

  @Bean
  JdbcRobots robots(JdbcClient jdbc, Ledger ledger) {
    return new JdbcRobots(jdbc, ledger);
  }

  @Bean
  JdbcRefreshSecrets refreshSecrets(JdbcClient jdbc) {
    return new JdbcRefreshSecrets(jdbc);
  }

  @Bean
  Rights rights(AccessRules rules, JdbcGrants records) {
    return new Rights(rules, records);
  }

  @Bean
  BcryptPasswords passwords(Htpasswd htpasswd, JdbcUsers users) {
    Verdicts verdicts =
        new Verdicts(UUID.randomUUID().toString(), Runtime.getRuntime().availableProcessors());
    return new BcryptPasswords(htpasswd, users, verdicts, properties.passwordCost());
  }

  @Bean
  RegistryTokens registryTokens(JdbcClient jdbc, InstantSource clock) {
    return new RegistryTokens(
        new SigningKeys(new JdbcKeyRecords(jdbc), clock),
        properties.service(),
        properties.tokenLifetime(),
        clock);
  }

  @Bean
  Authentication authentication(
      BcryptPasswords passwords,
      JdbcRobots robots,
      JdbcRefreshSecrets refreshes,
      Tokens tokens,
      InstantSource clock) {
    return new Authentication(
        new Authentication.Sources(passwords, robots, refreshes, tokens.verifiers()),
        tokens.rights(),
        clock);
  }

  /** All whose tokens are believed, the registry itself first. */
  record Tokens(List<TokenVerifier> verifiers, Rights rights) {}

  @Bean
  Tokens tokens(RegistryTokens own, Rights rights, InstantSource clock) {
    List<TokenVerifier> verifiers = new ArrayList<>();
    verifiers.add(own);
    properties
        .oidc()
        .forEach(
            (name, provider) ->
                verifiers.add(
                    new OidcTokens(
                        new TrustedIssuer(
                            provider.issuer(),
                            provider.audience(),
                            new IssuerKeys(provider.issuer(), Optional.ofNullable(provider.keys())),
                            clock),
                        new OidcTokens.Claims(name, provider.userClaim(), provider.groupsClaim()),
                        rights)));
    properties
        .tokenIssuers()
        .forEach(
            (name, issuer) ->
                verifiers.add(
                    new ForeignRegistryTokens(
                        new TrustedIssuer(
                            issuer.issuer(),
                            issuer.audience(),
                            new IssuerKeys(issuer.issuer(), Optional.of(issuer.keys())),
                            clock),
                        name)));
    return new Tokens(verifiers, rights);
  }

  @Bean
  Entrance entrance(
      StorageProperties storage,
      Authentication authentication,
      AccessRules rules,
      InstantSource clock) {
    return storage.users().isEmpty() && properties.isOpen()
        ? Entrance.OPEN
        : new HeaderEntrance(authentication, challenge(rules), clock);
  }

  private Challenge challenge(AccessRules rules) {
    AccessProperties.Scheme scheme = properties.challenge();
    if (scheme == null) {
      scheme =
          rules.grants().containsKey(Grantee.ANONYMOUS)
              ? AccessProperties.Scheme.TOKEN
              : AccessProperties.Scheme.BASIC;
    }
    return switch (scheme) {
      case BASIC -> new Challenge.Basic();
      case TOKEN ->
          new Challenge.Token(properties.service(), Optional.ofNullable(properties.realm()));
    };
  }

  @Bean
  FilterRegistrationBean<CallerFilter> callerFilter(Entrance entrance) {
    FilterRegistrationBean<CallerFilter> registration =
        new FilterRegistrationBean<>(new CallerFilter(entrance));
    registration.addUrlPatterns("/api/*");
    registration.setEnabled(!entrance.isOpen());
    return registration;
  }

  @Bean
  ServletRegistrationBean<TokenServlet> tokenServlet(
      Entrance entrance,
      RegistryTokens signer,
      BcryptPasswords passwords,
      JdbcRefreshSecrets refreshes,
      InstantSource clock) {
    TokenDesk desk = new TokenDesk(signer, passwords, refreshes, clock);
    ServletRegistrationBean<TokenServlet> registration =
        new ServletRegistrationBean<>(new TokenServlet(entrance, desk), "/token");
    registration.setEnabled(!entrance.isOpen());
    return registration;
  }
}
