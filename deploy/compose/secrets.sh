#!/usr/bin/env bash
# Makes .env (the stores' passwords) and secrets/ (tokens) beside compose.yaml. What is there already stays as it is.
# The token of the admin is printed once, and kept nowhere: only its hash stands in secrets/tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
umask 077

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

if [ ! -e .env ]; then
  cat >.env <<EOF
MYSQL_ROOT_PASSWORD=$(random)
MYSQL_PASSWORD=$(random)
REDIS_PASSWORD=$(random)
BUTTERFLY_ZONE=${BUTTERFLY_ZONE:-UTC}
EOF
  echo "made .env"
fi

mkdir -p secrets
if [ ! -e secrets/service-token ]; then
  random >secrets/service-token
  echo "made secrets/service-token"
fi
if [ ! -e secrets/tokens ]; then
  admin=$(random)
  {
    echo "# NAME ROLE SHA256 [expires=DATE] [handlers=PREFIX,PREFIX]; read again when it changes"
    echo "admin admin $(printf %s "$admin" | sha256sum | cut -d' ' -f1)"
  } >secrets/tokens
  echo "made secrets/tokens; the admin's token, shown only now: $admin"
fi

# The user of the containers, 10001, is another one on this machine, and meets the files with the modes they have here.
# Only root can give them to it; for anyone else the folder above is closed instead.
if [ "$(id -u)" = 0 ]; then
  chown -R 10001:10001 secrets
else
  chmod go-rwx .
  chmod 755 secrets
  chmod 644 secrets/tokens secrets/service-token
fi
