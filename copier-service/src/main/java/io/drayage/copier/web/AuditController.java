package io.drayage.copier.web;

import io.drayage.api.copier.AuditEntry;
import io.drayage.api.copier.AuditPage;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed what, the last first. */
@RestController
@RequestMapping("/api/v1/audit")
public final class AuditController {
  private final AuditLog log;

  public AuditController(AuditLog log) {
    this.log = log;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  AuditPage listAudit(
      @RequestParam(required = false) @Nullable String author,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<AuditEntry> found =
        log.list(
            new AuditLog.Filter(
                Optional.ofNullable(author),
                Optional.ofNullable(action),
                Optional.ofNullable(subject)),
            before == null ? Long.MAX_VALUE : before,
            most);
    return new AuditPage(found, found.size() < most ? null : found.getLast().id());
  }
}
