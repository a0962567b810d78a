#!/usr/bin/env bash
# Measures. Without arguments it lists the benchmarks; "all" or their names run them.
# It starts the servers and services that it needs, and ends them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/.." && pwd)
. "$home/deploy/standalone/jdk.sh"
case ${1:-} in
  -h | --help)
    echo "usage: benchmarks/run.sh [all | NAME ...]"
    echo "Without a name it lists them. The project is built first."
    exit 0
    ;;
  -*)
    echo "benchmarks/run.sh: unknown option $1; --help says more" >&2
    exit 2
    ;;
esac
jdk=$(find_jdk) || exit 1
(cd "$home" && mvn -B -ntp -q -DskipTests package </dev/null)
exec "$jdk/bin/java" -Xmx2g -XX:+UseParallelGC --enable-native-access=ALL-UNNAMED \
  -Dbutterfly.home="$home" -jar "$here/target/benchmarks.jar" "$@"
