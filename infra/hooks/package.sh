#!/usr/bin/env bash
# Before azd packages the app: publishes it in the same way, and refuses what an Azure Functions host could not run.
set -euo pipefail
hooks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$hooks/../.."

if [ "${FunctionsRuntime:-}" != Azure ]; then
  echo "package: this environment would package the embedded runtime, which does not start on Azure." >&2
  echo "         Run 'azd env set FunctionsRuntime Azure' and try again." >&2
  exit 1
fi

package=artifacts/azure/checked-package
rm -rf "$package"
[ ! -x console/build ] || console/build || [ $? -eq 3 ] # without Node.js the app goes without its console; console/build has said so
dotnet publish functions/App -c Release --nologo -v quiet --output "$package"
"$hooks/check-package.sh" "$package"
