#!/usr/bin/env bash
# Runs ShippingWorker.java against the gateway, or against the address that is given,
# with the libraries that the build has gathered.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
. "$home/deploy/standalone/jdk.sh"
lib=$home/baichuan-service/target/lib
[ -d "$lib" ] || {
  echo "run-worker.sh: nothing is built yet; deploy/standalone/run.sh builds, and so does mvn -DskipTests package" >&2
  exit 1
}
jdk=$(find_jdk) || exit 1
exec "$jdk/bin/java" -cp "$lib/*" "$here/ShippingWorker.java" "${1:-http://127.0.0.1:8585}"
