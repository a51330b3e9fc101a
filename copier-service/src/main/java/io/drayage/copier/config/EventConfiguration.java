package io.drayage.copier.config;

import io.drayage.copier.domain.event.RunBell;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.event.JdbcRunEvents;
import io.drayage.copier.store.event.RunEventFeed;
import io.drayage.copier.web.event.RunEventController;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What happens in runs, for those who watch. */
@Configuration(proxyBeanMethods = false)
@Import(RunEventController.class)
class EventConfiguration {
  private static final int MOST_LISTENERS = 500;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  @Bean
  JdbcRunEvents runEvents(Database database) {
    return new JdbcRunEvents(database);
  }

  @Bean
  RunBell runBell() {
    return new RunBell(MOST_LISTENERS);
  }

  @Bean
  RunEventController.Pace eventPace() {
    return new RunEventController.Pace(LOOK, HEARTBEAT);
  }

  /** Starts last and stops first: the server waits for requests, and listeners never end. */
  @Bean
  SmartLifecycle runEventFeed(DataSource dataSource, RunBell bell) {
    return new FeedLife(dataSource, bell);
  }

  private static final class FeedLife implements SmartLifecycle {
    private final DataSource dataSource;
    private final RunBell bell;
    private Optional<RunEventFeed> feed = Optional.empty();

    FeedLife(DataSource dataSource, RunBell bell) {
      this.dataSource = dataSource;
      this.bell = bell;
    }

    @Override
    public synchronized void start() {
      feed = Optional.of(RunEventFeed.open(dataSource, bell));
    }

    @Override
    public synchronized void stop() {
      bell.close();
      feed.ifPresent(RunEventFeed::close);
      feed = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
      return feed.isPresent();
    }
  }
}
