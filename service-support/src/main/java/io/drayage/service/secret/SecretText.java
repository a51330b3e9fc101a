package io.drayage.service.secret;

/** A secret that can be read; it does not print. */
public record SecretText(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
