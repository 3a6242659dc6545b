// Everything that one shop needs on Azure, in a resource group of its own. docs/deploy.md says how to use it.
targetScope = 'subscription'

@description('Name of the azd environment; part of the name of the resource group and of the token in every other name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region of everything, such as japaneast. It must offer the Flex Consumption plan.')
@minLength(1)
param location string

@description('Object id of whoever deploys: may write the secrets into the key vault. Empty: nobody is given that role.')
param principalId string = ''

@description('What principalId is: a person, or the identity of a pipeline.')
@allowed(['User', 'ServicePrincipal'])
param principalType string = 'User'

@description('The shop as customers know it.')
@minLength(1)
param shopName string

@description('Address of the shop, such as https://shop.example/')
@minLength(1)
param shopUrl string

@description('Legal name of the sender, which stands in every e-mail.')
@minLength(1)
param shopLegalName string

@description('Postal address of the sender, which stands in every e-mail.')
@minLength(1)
param shopAddress string

@description('Where customers can ask questions: an e-mail address, telephone number or web address.')
@minLength(1)
param shopContact string

@description('IANA time zone of the shop.')
@minLength(1)
param shopTimeZone string = 'Asia/Tokyo'

@description('Currency of the shop, three letters.')
@minLength(3)
@maxLength(3)
param shopCurrency string = 'JPY'

@description('Name of the source of orders: the end of its webhook address. Lower-case letters and digits only, because app settings on Linux take no hyphen; kept for ever.')
@minLength(1)
@maxLength(40)
param sourceName string = 'shop'

@description('Kind of the source of orders.')
@allowed(['shopify', 'standard', 'stripe', 'woocommerce'])
param sourceKind string = 'standard'

@description('SHA-256 of the key of the API, 64 hex digits. Empty: the API answers 401 to everybody.')
@maxLength(64)
param accessKeyHash string = ''

@description('Host name such as follow.shop.example under which customers reach this system. Empty: the name that Azure gives.')
param customDomainName string = ''

@description('How storage is kept: one data center (LRS), three zones (ZRS), or with a copy in the paired region (GRS, GZRS).')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that may run at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always running, for webhooks and for journeys each. 0: the first webhook after a pause waits for a start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('What keeps the histories of journeys: the storage account, or a Durable Task Scheduler for shops that outgrow it.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@description('Plan of the Durable Task Scheduler, where it is the backend.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Whether orders may also come by Event Grid, and what happened goes out to a topic.')
param useEventGrid bool = false

@description('Second phase: Event Grid can only be pointed at a function that is deployed.')
param deployEventSubscription bool = false

@description('The function that takes events.')
@minLength(1)
param eventFunctionName string = 'ReceiveEvents'

@description('E-mail address that alerts and the budget go to. Empty: neither is made.')
param alertEmail string = ''

@description('Amount a month, in the currency of the subscription, of which 80 and 100 percent are told. 0: no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of a month, such as 2026-12-01, from which the budget counts; required with a budget, and never changed.')
param budgetStartOn string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    sku: storageSku
    appPrincipalId: identity.outputs.principalId
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    writerPrincipalId: principalId
    writerPrincipalType: principalType
  }
}

module scheduler 'modules/durable-task.bicep' = if (durableBackend == 'DurableTaskScheduler') {
  name: 'durable-task'
  scope: group
  params: {
    name: 'dts-${token}'
    location: location
    tags: tags
    sku: schedulerSku
    appPrincipalId: identity.outputs.principalId
  }
}

module events 'modules/events.bicep' = if (useEventGrid) {
  name: 'events'
  scope: group
  params: {
    inboundName: 'evgt-in-${token}'
    outboundName: 'evgt-out-${token}'
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
    deadLetterContainer: storage.outputs.deadLetterContainer
    appPrincipalId: identity.outputs.principalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    planName: 'plan-${token}'
    appName: 'func-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    packageContainerUri: storage.outputs.packageContainerUri
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    schedulerEndpoint: durableBackend == 'DurableTaskScheduler' ? scheduler!.outputs.endpoint : ''
    eventTopicEndpoint: useEventGrid ? events!.outputs.outboundEndpoint : ''
    customDomainName: customDomainName
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    shop: {
      name: shopName
      url: shopUrl
      legalName: shopLegalName
      address: shopAddress
      contact: shopContact
      timeZone: shopTimeZone
      currency: shopCurrency
    }
    sourceName: sourceName
    sourceKind: sourceKind
    accessKeyHash: accessKeyHash
  }
}

module eventSubscription 'modules/event-subscription.bicep' = if (useEventGrid && deployEventSubscription) {
  name: 'event-subscription'
  scope: group
  params: {
    topicName: events!.outputs.inboundName
    storageAccountName: storage.outputs.name
    deadLetterContainer: storage.outputs.deadLetterContainer
    functionId: '${app.outputs.id}/functions/${eventFunctionName}'
  }
}

module domain 'modules/custom-domain.bicep' = if (!empty(customDomainName)) {
  name: 'custom-domain'
  scope: group
  params: {
    profileName: 'afd-${token}'
    endpointName: 'fde-${token}'
    tags: tags
    hostName: customDomainName
    originHostName: app.outputs.hostName
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(alertEmail)) {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    monthlyBudget: monthlyBudget
    budgetStartOn: budgetStartOn
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_APPLICATION_INSIGHTS_NAME string = monitoring.outputs.insightsName
output SERVICE_APP_NAME string = app.outputs.name
output SERVICE_APP_URI string = app.outputs.baseUrl
output WEBHOOK_URI string = '${app.outputs.baseUrl}api/webhooks/${sourceName}'
output EVENT_FUNCTION_NAME string = eventFunctionName
output EVENT_TOPIC_ENDPOINT string = useEventGrid ? events!.outputs.inboundEndpoint : ''
output CUSTOM_DOMAIN_CNAME string = empty(customDomainName) ? '' : domain!.outputs.cname
output CUSTOM_DOMAIN_TXT string = empty(customDomainName) ? '' : domain!.outputs.validationToken
