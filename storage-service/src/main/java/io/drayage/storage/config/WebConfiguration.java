package io.drayage.storage.config;

import io.drayage.storage.domain.Blobs;
import io.drayage.storage.domain.Listings;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.domain.tag.Pulls;
import io.drayage.storage.web.BlobEndpoint;
import io.drayage.storage.web.CacheEndpoint;
import io.drayage.storage.web.ErrorValve;
import io.drayage.storage.web.ListEndpoint;
import io.drayage.storage.web.ManifestEndpoint;
import io.drayage.storage.web.RegistryServlet;
import io.drayage.storage.web.Traffic;
import io.drayage.storage.web.UploadEndpoint;
import io.drayage.storage.web.access.Entrance;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registry's protocol on the server. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  RegistryServlet.Endpoints endpoints(
      Manifests manifests,
      Pulls pulls,
      Blobs blobs,
      Uploads uploads,
      Listings listings,
      ObjectProvider<CacheEndpoint> cache) {
    return new RegistryServlet.Endpoints(
        new ManifestEndpoint(manifests, pulls),
        new BlobEndpoint(blobs),
        new UploadEndpoint(uploads, blobs),
        new ListEndpoint(listings),
        Optional.ofNullable(cache.getIfAvailable()));
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> errorValve() {
    return server -> server.addContextCustomizers(WebConfiguration::reportErrors);
  }

  private static void reportErrors(Context context) {
    if (context.getParent() instanceof StandardHost host) {
      host.setErrorReportValveClass(ErrorValve.class.getName());
    }
  }

  @Bean
  ServletRegistrationBean<RegistryServlet> registryServlet(
      RegistryServlet.Endpoints endpoints, Entrance entrance, Traffic traffic) {
    return new ServletRegistrationBean<>(
        new RegistryServlet(endpoints, entrance, traffic), "/v2/*");
  }
}
