#!/usr/bin/env bash
# Makes the secrets that the manifests name, in a namespace that exists; one that is there already stays as it is.
#   deploy/kubernetes/secrets.sh NAMESPACE
# MYSQL_PASSWORD and REDIS_URL take what the stores of the cluster have; without them both are made up,
# for the stores of the overlay "local". The token of the first admin is printed once, and kept nowhere.
set -euo pipefail
namespace=${1:?which namespace? deploy/kubernetes/secrets.sh NAMESPACE}
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
hash_of() { printf %s "$1" | sha256sum | cut -d' ' -f1; }
exists() { kubectl -n "$namespace" get secret "$1" >/dev/null 2>&1; }
# values go by files: arguments can be read by every user of this machine
create() {
  local name=$1
  shift
  kubectl -n "$namespace" create secret generic "$name" "${@/#/--from-file=}"
}

exists butterfly-mysql || {
  printf %s "${MYSQL_USER:-butterfly}" >user
  printf %s "${MYSQL_PASSWORD:-$(random)}" >password
  random >root-password
  create butterfly-mysql user password root-password
}
exists butterfly-redis || {
  random >password
  printf %s "${REDIS_URL:-redis://:$(cat password)@redis:6379/0}" >url
  create butterfly-redis url password
}
exists butterfly-service-token || {
  random >token
  create butterfly-service-token token
}
exists butterfly-tokens || {
  admin=$(random)
  random >token
  printf 'admin admin %s\nmonitoring viewer %s\n' "$(hash_of "$admin")" "$(hash_of "$(cat token)")" >tokens
  exists butterfly-monitoring && kubectl -n "$namespace" delete secret butterfly-monitoring
  create butterfly-monitoring token
  create butterfly-tokens tokens
  echo "the admin's token, shown only now: $admin"
}
