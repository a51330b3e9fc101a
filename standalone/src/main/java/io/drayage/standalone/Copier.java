package io.drayage.standalone;

import io.drayage.copier.CopierService;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.image.RegistryHost;
import io.drayage.service.settings.ServiceSettings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The copier as a part of this process: all of its parts, without a web server of its own. */
final class Copier implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final CopierApi api;

  /**
   * What it stands on.
   *
   * @param words the words of the command line: settings that a user gave
   */
  record Ground(DataFolder folder, ServiceDatabase database, List<String> words) {
    Ground {
      words = List.copyOf(words);
    }
  }

  /**
   * The registry beside it.
   *
   * @param names under which it is reached
   * @param credential how the copier shows it who it is
   * @param administrators who may do everything there, and here
   */
  record Neighbour(
      List<RegistryHost> names,
      RegistryCredential credential,
      RegistryAdministrators administrators) {
    Neighbour {
      names = List.copyOf(names);
    }
  }

  private Copier(ConfigurableApplicationContext context, CopierApi api) {
    this.context = context;
    this.api = api;
  }

  /** Starts it; its controllers are to be reached through {@link #api}. */
  static Copier start(Ground ground, Neighbour registry, ServletContext server)
      throws ServletException {
    SpringApplication application = new SpringApplication(CopierService.class);
    application.setApplicationContextFactory(
        _ -> {
          var context = new AnnotationConfigServletWebApplicationContext();
          context.setServletContext(server);
          return context;
        });
    Map<String, Object> defaults =
        ServiceSettings.of(CopierService.class).defaults(Standalone.SETTINGS_FILE);
    // Addresses inside are refused, and this one is where the registry is.
    defaults.put("drayage.copier.security.allowed-addresses", hosts(registry.names()));
    application.setDefaultProperties(defaults);
    // The first context has set up logging, and closes this one.
    application.setListeners(
        application.getListeners().stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener))
            .toList());
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.addInitializers(context -> furnish(context, ground, registry));
    ConfigurableApplicationContext context = application.run(ground.words().toArray(String[]::new));
    try {
      return new Copier(context, CopierApi.of(context, server));
    } catch (ServletException | RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static void furnish(
      ConfigurableApplicationContext context, Ground ground, Neighbour registry) {
    Map<String, Object> settings = new HashMap<>(ground.database().settings("copier"));
    settings.put("drayage.copier.data", ground.folder().path().toString());
    settings.put("drayage.announce", "false");
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("standalone", settings));
    GenericApplicationContext beans = (GenericApplicationContext) context;
    beans.registerBean(RegistryAdministrators.class, registry::administrators);
    beans.registerBean(
        LocalRegistry.class,
        () ->
            new LocalRegistry(
                context.getBean(RegistryRecords.class), registry.names(), registry.credential()));
  }

  private static String hosts(List<RegistryHost> names) {
    return names.stream()
        .map(name -> name.value().replaceFirst(":\\d+$", ""))
        .distinct()
        .collect(Collectors.joining(","));
  }

  CopierApi api() {
    return api;
  }

  /** Ends what is under way; runs go on at the next start. */
  @Override
  public void close() {
    context.close();
  }
}
