#!/usr/bin/env bash
# Submits the job to the session cluster unless one runs there; from its newest checkpoint if there is one, so that
# 'docker compose down' and 'up' lose nothing. Usage: submit.sh OPTION... JAR ARGUMENT..., as for 'flink run'
set -euo pipefail

jobs=$(wget -q -O - http://jobmanager:8081/jobs/overview)
if grep -Eq '"state":"(INITIALIZING|CREATED|RUNNING|FAILING|RESTARTING|RECONCILING|SUSPENDED)"' <<<"$jobs"; then
    echo "The job is there already."
    exit
fi
# Flink writes _metadata last: a checkpoint that has it is complete.
newest=$(find /var/lib/sequence-tracker -name _metadata -printf '%T@ %h\n' |
    sort -n | tail -1 | cut -d ' ' -f 2-)
if [ -n "$newest" ]; then
    echo "Starting from $newest"
fi
exec flink run -d ${newest:+-s "file://$newest"} "$@"
