#!/bin/bash
# A script job to begin with: {"job_trigger":"date","rule":"now","cmd":"bash scripts/hello.sh butterfly",…}
echo "hello ${1:-world} at $(date '+%F %T')"
