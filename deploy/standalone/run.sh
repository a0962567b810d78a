#!/usr/bin/env bash
# Everything on one machine: builds when needed, starts MariaDB, Redis, BaiChuan, XingQiao, two RuQi and a gateway
# on port 8585, says "ready http://127.0.0.1:8585", follows the logs, and stops it all on Ctrl-C. --help lists the options.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
. "$here/jdk.sh"
usage=$here/src/main/resources/usage.txt
modules=(common-api deploy/embedded baichuan-service ruqi-service xingqiao-service deploy/gateway deploy/standalone)
stamp=$here/target/.built

# a jar whose own sources did not change is not written again, so the stamp of the last build counts as well
needs_build() {
  local module jar oldest=
  for module in baichuan-service ruqi-service xingqiao-service deploy/gateway deploy/standalone; do
    jar=$home/$module/target/${module##*/}.jar
    [ -f "$jar" ] || return 0
    if [ -z "$oldest" ] || [ "$jar" -ot "$oldest" ]; then oldest=$jar; fi
  done
  if [ "$stamp" -nt "$oldest" ]; then oldest=$stamp; fi
  [ -n "$(cd "$home" && find pom.xml "${modules[@]/%//pom.xml}" "${modules[@]/%//src/main}" \
    -newer "$oldest" -type f -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || {
    echo "run.sh: Maven (mvn) is needed to build the project; install it or put the built jars in place" >&2
    exit 1
  }
  echo "building"
  (cd "$home" && mvn -B -ntp -q -DskipTests package </dev/null)
  touch "$stamp"
}

# what is wrong in the names of options is said before a build; the values are judged by the launcher
check_options() {
  local name
  while [ $# -gt 0 ]; do
    name=${1%%=*}
    case $1 in
      -h | --help) cat "$usage"; exit 0 ;;
      --demo) ;;
      --*) grep -qE -- "^  $name " "$usage" && [ "$name" != --demo ] || fail "unknown option $name; --help lists them"
        if [ "$1" = "$name" ]; then
          case ${2:---} in --*) fail "$name needs a value" ;; esac
          shift
        fi ;;
      *) fail "unknown option $name; --help lists them" ;;
    esac
    shift
  done
}

fail() {
  echo "run.sh: $1" >&2
  exit 2
}

check_options "$@"
jdk=$(find_jdk) || exit 1
if [ "$(uname -sm)" != "Linux x86_64" ] &&
  ! { [[ " $* " == *" --mysql-url"* ]] && [[ " $* " == *" --redis-url"* ]]; }; then
  fail "the embedded MariaDB and Redis run on Linux on x86-64, not on $(uname -sm); give --mysql-url and --redis-url"
fi
if needs_build; then build; fi

# a shell starts background jobs with Ctrl-C ignored, and Java leaves an ignored signal ignored
reset=()
if env --default-signal=INT true 2>/dev/null; then reset=(env --default-signal=INT,TERM,HUP); fi

# parsed classes for a quick start; the launcher writes them beside a run, from the list of those that it has loaded
archive=$here/target/standalone.jsa
classes=("-XX:DumpLoadedClassList=$here/target/standalone.classes")
if [ "$archive" -nt "$here/target/standalone.jar" ] &&
  [ -z "$(find "$here/target/lib" -newer "$archive" -print -quit)" ]; then
  classes=(-Xshare:auto "-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
fi

exec "${reset[@]}" "$jdk/bin/java" -Xmx128m -XX:MaxDirectMemorySize=64m -XX:MaxMetaspaceSize=96m \
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  "${classes[@]}" \
  -Dbutterfly.home="$home" -jar "$here/target/standalone.jar" "$@"
