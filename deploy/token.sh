#!/usr/bin/env bash
# Makes a token. Its line for the file of tokens goes to standard output, the token itself to the terminal, once:
#   deploy/token.sh NAME ROLE [expires=2027-12-31] [handlers=/etl/,/mail/] >> secrets/tokens
# ROLE: viewer, operator, admin (people); publisher, worker (machines); service (our own services).
set -euo pipefail

usage() {
  echo "$1" >&2
  sed -n '3,4s/^# *//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

[ $# -ge 2 ] || usage "a token needs a name and a role"
[[ $1 =~ ^[A-Za-z0-9._@-]{1,64}$ ]] || usage "the name may have letters, digits and . _ @ -"
[[ $2 =~ ^(viewer|operator|admin|publisher|worker|service)$ ]] || usage "there is no role $2"
for option in "${@:3}"; do
  [[ $option =~ ^expires=[0-9]{4}-[0-9]{2}-[0-9]{2}$ || $option =~ ^handlers=/[^[:space:],]*(,/[^[:space:],]*)*$ ]] ||
    usage "$option is neither expires=DATE nor handlers=/PREFIX,/PREFIX"
done

token=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
hash=$(printf %s "$token" | sha256sum | cut -d' ' -f1)
echo "the token of $1, shown only now: $token" >&2
echo "$1 $2 $hash${3:+ ${*:3}}"
