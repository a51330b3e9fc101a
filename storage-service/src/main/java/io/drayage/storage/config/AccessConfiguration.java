package io.drayage.storage.config;

import io.drayage.storage.web.access.CallerFilter;
import io.drayage.storage.web.access.Entrance;
import io.drayage.storage.web.access.Htpasswd;
import io.drayage.storage.web.access.PasswordEntrance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  @Bean
  Entrance entrance(StorageProperties properties) throws IOException {
    Optional<Path> users = properties.users();
    return users.isPresent() ? new PasswordEntrance(Htpasswd.read(users.get())) : Entrance.OPEN;
  }

  @Bean
  FilterRegistrationBean<CallerFilter> callerFilter(Entrance entrance) {
    FilterRegistrationBean<CallerFilter> registration =
        new FilterRegistrationBean<>(new CallerFilter(entrance));
    registration.addUrlPatterns("/api/*");
    return registration;
  }
}
