# Sourced by the scripts of this tree: finds a JDK 25.

is_jdk_25() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] && grep -q '^JAVA_VERSION="25[.+"]' "$1/release"
}

# Sets jdk to the folder of the first one; fails when there is none.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/*jdk*25* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/25* "${HOME:-/nonexistent}"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [[ -n $candidate ]] && is_jdk_25 "$candidate"; then
      jdk=$candidate
      return 0
    fi
  done
  if candidate=$(command -v java); then
    candidate=$(readlink -f -- "$candidate")
    candidate=${candidate%/bin/java}
    if is_jdk_25 "$candidate"; then
      jdk=$candidate
      return 0
    fi
  fi
  return 1
}
