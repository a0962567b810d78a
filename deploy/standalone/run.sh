#!/usr/bin/env bash
# Everything on one machine: builds when needed, starts MariaDB, Redis, BaiChuan, XingQiao, two RuQi and a gateway on port 8585,
# says "ready http://127.0.0.1:8585", follows the logs, and stops it all on Ctrl-C. --help lists the options.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
. "$here/jdk.sh"
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
  [ -n "$(cd "$home" && find pom.xml "${modules[@]/%//pom.xml}" "${modules[@]/%//src/main}" -newer "$oldest" -type f -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || { echo "run.sh: Maven (mvn) is needed to build the project; install it or put the built jars in place" >&2; exit 1; }
  echo "building"
  (cd "$home" && mvn -B -ntp -q -DskipTests package </dev/null)
  touch "$stamp"
}

jdk=$(find_jdk) || exit 1
if needs_build; then build; fi

# a shell starts background jobs with Ctrl-C ignored, and Java leaves an ignored signal ignored
reset=()
if env --default-signal=INT true 2>/dev/null; then reset=(env --default-signal=INT,TERM,HUP); fi

exec "${reset[@]}" "$jdk/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$here/target/standalone.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off \
  -Dbutterfly.home="$home" -jar "$here/target/standalone.jar" "$@"
