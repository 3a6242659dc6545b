#!/usr/bin/env bash
# After azd has deployed the app: Event Grid can be pointed at it from now on. azd does so when it provisions once more.
set -euo pipefail

if [ "${USE_EVENT_GRID:-false}" != true ] || [ "${DEPLOY_EVENT_SUBSCRIPTION:-false}" = true ]; then
  exit 0
fi

function=${EVENT_FUNCTION_NAME:?is set by azd provision}
if ! az functionapp function show --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_APP_NAME" --function-name "$function" --output none; then
  echo "subscribe-events: $SERVICE_APP_NAME has no function $function; orders do not come by Event Grid." >&2
  exit 0
fi

azd env set DEPLOY_EVENT_SUBSCRIPTION true
echo "subscribe-events: run 'azd provision' once more, and orders come by Event Grid as well."
