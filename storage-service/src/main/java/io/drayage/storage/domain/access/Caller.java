package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;

/**
 * Who sends a request.
 *
 * @param name the name to grant rights to and to write down with what he changes
 * @param proof how he showed it
 * @param grants what this request may do
 * @param visible which repositories lists may show him, by their right to pull; a token for one
 *     repository may show more than it lets touch
 */
public record Caller(String name, Proof proof, Grants grants, Grants visible) {
  /** Whoever calls a registry that has no users: he may do everything. */
  public static final Caller ANYBODY = new Caller("anybody", Proof.NONE, Grants.ALL);

  public Caller(String name, Proof proof, Grants grants) {
    this(name, proof, grants, grants);
  }

  /** Somebody who showed nothing. */
  public static Caller anonymous(Grants grants) {
    return new Caller("anonymous", Proof.NONE, grants);
  }

  /** How somebody showed who he is. */
  public enum Proof {
    NONE,
    PASSWORD,
    /** The secret of a robot. */
    ROBOT,
    /** A token that lets its owner do less than he may. */
    REGISTRY_TOKEN,
    /** A token of an OpenID provider. */
    OIDC
  }

  public boolean may(Right right, RepositoryPath repository) {
    return grants.allows(repository, right);
  }

  /** Whether lists may show him a repository. */
  public boolean sees(RepositoryPath repository) {
    return visible.allows(repository, Right.PULL);
  }

  /** Whether he runs the registry: users, rights, and everything that is not of one repository. */
  public boolean isAdministrator() {
    return grants.allowsEverywhere(Right.ADMIN);
  }

  /**
   * Refuses what he may not do. It looks at his grants alone and before anything is looked up, so
   * that the answer is the same whether the repository exists or not.
   *
   * @throws RefusedException {@link RefusalCode#UNAUTHORIZED} when he may after he showed who he
   *     is, {@link RefusalCode#DENIED} otherwise
   */
  public void require(Right right, RepositoryPath repository) {
    if (!may(right, repository)) {
      throw refusal(
          "you need the right to %s in the repository %s".formatted(right.label(), repository));
    }
  }

  /** Refuses everybody but administrators, as {@link #require}. */
  public void requireAdministrator() {
    if (!isAdministrator()) {
      throw refusal("only administrators of the registry may do this");
    }
  }

  /** The answer to a request that he may not make. */
  public RefusedException refusal(String message) {
    return proof == Proof.NONE
        ? new RefusedException(RefusalCode.UNAUTHORIZED, message + "; log in")
        : new RefusedException(RefusalCode.DENIED, message + "; ask an administrator");
  }
}
