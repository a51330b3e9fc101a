package io.drayage.service.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a caller of an operation must have. One that does not say it needs a reader for GET
 * and HEAD, and an administrator for the rest, and serves no tenants.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  Role value();

  /** Whether callers are served who see the things of one tenant alone. */
  Tenants tenants() default Tenants.REFUSED;

  /** What becomes of callers who are of a tenant. */
  enum Tenants {
    REFUSED,
    /** The operation shows and changes only what is theirs, or what everybody may see. */
    SERVED
  }
}
