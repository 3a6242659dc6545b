#!/usr/bin/env bash
# After azd has made the key vault: writes the secrets that the vault lacks. What is there is never touched: with another key, links
# already sent would stop working and certificates could no longer be proved.
set -euo pipefail

vault=${AZURE_KEY_VAULT_NAME:?is set by azd provision}
kind=${SOURCE_KIND:-standard}
wait_seconds=${SECRETS_WAIT_SECONDS:-15} tries=20

# A role that was given a moment ago takes minutes to hold.
for ((try = 1; ; try++)); do
  if present=$(az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv); then
    break
  elif [ "$try" -ge "$tries" ]; then
    echo "make-secrets: $vault cannot be read. Sign in with 'az login' as whoever runs azd; that account needs the role" >&2
    echo "              Key Vault Secrets Officer on the vault. Then run 'azd provision' again." >&2
    exit 1
  fi
  sleep "$wait_seconds"
done

umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT

has() { grep -Fqx -- "$1" <<<"$present"; }
write() { # by a file: arguments can be read by every user of the machine
  printf %s "$2" >"$file"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$file" --encoding utf-8 --output none
  echo "make-secrets: wrote $1"
}

has links-key || write links-key "$(openssl rand -base64 32)"
has certificates-key || write certificates-key "$(openssl rand -base64 32)"
if ! has source-secret; then
  if [ "$kind" != standard ]; then
    echo "make-secrets: the app needs the secret with which $kind signs its webhooks. Lay it into a file, run" >&2
    echo "              az keyvault secret set --vault-name $vault --name source-secret --file FILE --encoding utf-8 --output none" >&2
    echo "              delete the file, and run azd again." >&2
    exit 1
  fi
  write source-secret "whsec_$(openssl rand -base64 32)"
fi

# The app asked for secrets that were not there yet, and would ask again tomorrow.
az rest --method post --output none --url "https://management.azure.com/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites/$SERVICE_APP_NAME/config/configreferences/appsettings/refresh?api-version=2022-03-01"
