package io.drayage.copier.config;

import io.drayage.copier.web.PlanController;
import io.drayage.copier.web.PolicyController;
import io.drayage.copier.web.RegistryController;
import io.drayage.copier.web.ReportController;
import io.drayage.copier.web.RunController;
import io.drayage.copier.web.SyncController;
import io.drayage.copier.web.TrashController;
import io.drayage.service.problem.BoundedBodies;
import io.drayage.service.problem.ProblemAdvice;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST API. */
@Configuration(proxyBeanMethods = false)
@Import({
  ProblemAdvice.class,
  BoundedBodies.class,
  SyncController.class,
  RegistryController.class,
  RunController.class,
  ReportController.class,
  PolicyController.class,
  TrashController.class,
  PlanController.class
})
class ApiConfiguration {}
