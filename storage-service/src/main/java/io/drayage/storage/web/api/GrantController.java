package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.GrantList;
import io.drayage.api.storage.GrantedRights;
import io.drayage.api.storage.RightsGrant;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.GrantRecords;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.web.access.Entrance;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rights, for administrators. */
@RestController
@RequestMapping("/api/v1/grants")
public final class GrantController {
  private final GrantRecords records;
  private final Entrance entrance;

  public GrantController(GrantRecords records, Entrance entrance) {
    this.records = records;
    this.entrance = entrance;
  }

  /** Lists what was granted, to one grantee or to all. */
  @GetMapping
  GrantList listGrants(@RequestParam(required = false) @Nullable String grantee) {
    Callers.current().requireAdministrator();
    Optional<Grantee> wanted = Optional.ofNullable(grantee).map(GrantController::grantee);
    return new GrantList(records.list(wanted).stream().map(GrantController::view).toList());
  }

  /** Grants rights; for the same pattern they replace those that the grantee had. */
  @PutMapping
  GrantedRights putGrant(@RequestBody GrantedRights wanted) {
    Callers.current().requireAdministrator();
    Grantee grantee = grantee(wanted.grantee());
    Grant grant = Wanted.grant(new RightsGrant(wanted.repositories(), wanted.rights()));
    if (grantee.kind() == Grantee.Kind.ANONYMOUS && !grant.rights().equals(Set.of(Right.PULL))) {
      throw ProblemException.invalid("rights", "anonymous can have no right but pull");
    }
    records.put(grantee, grant);
    entrance.forget();
    return view(new GrantRecords.Entry(grantee, grant));
  }

  /** Takes rights away. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteGrant(@RequestParam String grantee, @RequestParam String repositories) {
    Callers.current().requireAdministrator();
    RepositoryPattern pattern =
        Wanted.value("repositories", () -> new RepositoryPattern(repositories));
    if (!records.remove(grantee(grantee), pattern)) {
      throw new ProblemException(
          ProblemCode.GRANT_UNKNOWN, "nothing was granted to this grantee for this pattern");
    }
    entrance.forget();
  }

  private static Grantee grantee(String text) {
    return Wanted.value("grantee", () -> Grantee.parse(text));
  }

  private static GrantedRights view(GrantRecords.Entry entry) {
    return new GrantedRights(
        entry.grantee().toString(),
        entry.grant().repositories().value(),
        entry.grant().rights().stream().sorted().map(Right::label).toList());
  }
}
