package io.drayage.storage.config;

import io.drayage.service.problem.BoundedBodies;
import io.drayage.service.problem.ProblemAdvice;
import io.drayage.storage.domain.access.VisibleSummaries;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.JdbcRepositorySummaries;
import io.drayage.storage.web.api.GrantController;
import io.drayage.storage.web.api.RefusalAdvice;
import io.drayage.storage.web.api.RepositoryController;
import io.drayage.storage.web.api.RobotController;
import io.drayage.storage.web.api.TextParameters;
import io.drayage.storage.web.api.UserController;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.RequestContextFilter;

/** The REST API, next to the registry's protocol. */
@Configuration(proxyBeanMethods = false)
@Import({
  ProblemAdvice.class,
  RefusalAdvice.class,
  BoundedBodies.class,
  TextParameters.class,
  RepositoryController.class,
  UserController.class,
  GrantController.class,
  RobotController.class
})
class ApiConfiguration {

  /**
   * The framework's own would stand in front of the registry's protocol, which has no use of it.
   */
  @Bean
  FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
    var registration = new FilterRegistrationBean<>(new RequestContextFilter());
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  VisibleSummaries visibleSummaries(Database database) {
    return new VisibleSummaries(new JdbcRepositorySummaries(database));
  }
}
