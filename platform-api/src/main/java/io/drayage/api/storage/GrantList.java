package io.drayage.api.storage;

import java.util.List;

/** Rights that were granted over REST, by grantee; those of the rights file are not among them. */
public record GrantList(List<GrantedRights> grants) {
  public GrantList {
    grants = List.copyOf(grants);
  }
}
