#!/usr/bin/env bash
# Asks a running application a few questions that need no key, and fails unless the answers are ours.
#   infra/hooks/smoke.sh URL [SECONDS to wait for the first answer, default 120]
set -euo pipefail

if [ "$#" -lt 1 ] || [ "$#" -gt 2 ]; then
  echo "smoke: expected an address and perhaps seconds" >&2
  exit 2
fi

if ! command -v curl >/dev/null; then
  echo "smoke: curl is missing; install curl" >&2
  exit 2
fi

url=${1%/}
deadline=$((SECONDS + ${2:-120}))

status() { curl -s -o /dev/null -w '%{http_code}' --max-time 30 -X "$1" "$url$2" || true; }

until [ "$(status GET /healthz)" = 200 ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "smoke: $url/healthz did not answer 200 in time, last $(status GET /healthz)" >&2
    exit 1
  fi
  sleep 1
done

faults=0
expect() {
  local answer
  answer=$(status "$2" "$3")
  if [ "$answer" != "$1" ]; then
    echo "smoke: $2 $3 answered $answer, expected $1" >&2
    faults=$((faults + 1))
  fi
}

expect 200 GET /healthz
expect 200 GET /openapi/v1.json              # the nested pipeline
expect 404 POST /api/webhooks/no-such-source # a function of its own is asked before the one that takes everything
expect 404 GET /u/no-such-token
expect 404 GET /no-such-page                 # not the host's own page
expect 405 DELETE /healthz

if [ "$faults" -gt 0 ]; then
  exit 1
fi

echo "smoke: $url answers"
