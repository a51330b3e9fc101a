package io.drayage.api.storage;

/**
 * Tags that may be neither moved nor deleted. A pattern is a glob ({@code *}, {@code **}, {@code
 * ?}), or {@code regex:} and a regular expression of RE2 for the whole name.
 *
 * @param name what it is called in refusals
 * @param repositories the pattern of repositories
 * @param tags the pattern of tags
 */
public record ImmutabilityRule(String name, String repositories, String tags) {}
