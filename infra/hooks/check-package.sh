#!/usr/bin/env bash
# Refuses a package that an Azure Functions host would not run, or that must not leave this machine.
#   infra/hooks/check-package.sh [FOLDER or ZIP]     default: where 'dotnet publish functions/App' of the Azure build puts it
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
package=${1:-$root/artifacts/azure/publish/FollowUpFlows.App/release}

if [ "$#" -gt 1 ]; then
  echo "check-package: expected one folder or zip, got $#" >&2
  exit 2
fi

# Every file of the package, relative to its root.
if [ -d "$package" ]; then
  files=$(cd "$package" && find . -type f | sed 's|^\./||')
  content() { cat "$package/$1"; }
elif [ -f "$package" ]; then
  if ! command -v unzip >/dev/null; then
    echo "check-package: unzip is missing, and $package is no folder; install unzip" >&2
    exit 2
  fi
  if ! files=$(unzip -Z1 "$package" 2>/dev/null | sed 's|\\|/|g'); then
    echo "check-package: $package is neither a folder nor a zip" >&2
    exit 2
  fi
  content() { unzip -p "$package" "$1"; }
else
  echo "check-package: $package does not exist; publish functions/App with FunctionsRuntime=Azure first" >&2
  exit 2
fi

faults=0
refuse() { echo "check-package: $1" >&2; faults=$((faults + 1)); }
has() { grep -qxF -- "$1" <<<"$files"; }

for file in host.json functions.metadata worker.config.json; do
  if has "$file"; then
    [ -n "$(content "$file" | tr -d '[:space:]')" ] || refuse "$file is empty; publish again"
  elif grep -q "/$file\$" <<<"$files"; then
    refuse "$file is not at the root; pack what is in the folder, not the folder"
  else
    refuse "$file is missing; publish functions/App with FunctionsRuntime=Azure in the environment"
  fi
done

metadata=$(has functions.metadata && content functions.metadata || true)
if grep -q '[^[:space:]]' <<<"$metadata" && ! grep -q '"name"' <<<"$metadata"; then
  refuse "functions.metadata names no function; the host would start and answer nothing"
fi

if grep -qE '(^|/)local\.settings\.json$' <<<"$files"; then
  refuse "local.settings.json holds the secrets of a developer's machine; leave it out"
fi

if embedded=$(grep -E '^(FollowUpFlows\.(Compat\..*|Runtime)|followup)\.dll$' <<<"$files"); then
  refuse "$(head -1 <<<"$embedded") belongs to the embedded build, which cannot run there; publish with FunctionsRuntime=Azure"
fi

if [ "$faults" -gt 0 ]; then
  exit 1
fi

echo "check-package: $package can be deployed"
