package io.drayage.copier.web;

import io.drayage.api.copier.KeyRotationResult;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import io.drayage.service.secret.KeyRotation;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys that stored credentials are encrypted with. */
@RestController
@RequestMapping("/api/v1/keys")
public final class KeyController {
  private final KeyRotation rotation;
  private final AuditLog log;

  public KeyController(KeyRotation rotation, AuditLog log) {
    this.rotation = rotation;
    this.log = log;
  }

  /** Reads the file of keys, and encrypts everything anew that has not its first key. */
  @PostMapping("/rotate")
  @Needs(Role.ADMIN)
  KeyRotationResult rotateKeys() {
    KeyRotation.Outcome outcome = rotation.run();
    KeyRotationResult result =
        new KeyRotationResult(
            outcome.key(), outcome.encrypted(), outcome.unchanged(), outcome.failures());
    log.add("keys.rotate", outcome.key(), Change.made(result));
    return result;
  }
}
