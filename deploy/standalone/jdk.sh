# Finds a JDK; for scripts to source.
readonly MIN_JAVA=21

# prints the major version of the JDK in a folder, or nothing
java_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p'
}

# prints the first suitable JDK: JAVA_HOME, then the java on the PATH, then the usual folders, newest first;
# says what is missing when there is none
find_jdk() {
  local candidate version
  while read -r candidate; do
    [ -n "$candidate" ] || continue
    version=$(java_version "$candidate")
    if [[ $version =~ ^[0-9]+$ ]] && [ "$version" -ge "$MIN_JAVA" ]; then
      echo "$candidate"
      return 0
    fi
  done < <(
    echo "${JAVA_HOME:-}"
    if command -v java >/dev/null; then dirname "$(dirname "$(readlink -f "$(command -v java)")")"; fi
    find /usr/lib/jvm /opt /usr/local "${HOME:-/}/.sdkman/candidates/java" "${HOME:-/}/.jdks" \
      -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort -rV
  )
  echo "no JDK $MIN_JAVA or newer found (looked at JAVA_HOME, the PATH and /usr/lib/jvm);" \
    "install one or set JAVA_HOME" >&2
  return 1
}
