// The Functions app on a Flex Consumption plan. Settings that hold a secret are references to the key vault.

@description('Name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Name of the app.')
@minLength(2)
@maxLength(60)
param appName string

@description('Azure region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Resource id of the identity under which the app runs.')
param identityId string

@description('Client id of that identity.')
param identityClientId string

@description('Storage account of the shop and of the Functions host.')
param storageAccountName string

@description('Address of the container of the package.')
param packageContainerUri string

@description('Address of the key vault, with a slash at its end.')
param vaultUri string

@description('Connection string of Application Insights.')
param insightsConnectionString string

@description('Address of the Durable Task Scheduler. Empty: histories are kept in the storage account.')
param schedulerEndpoint string

@description('Address of the topic that tells what happened. Empty: Event Grid is not used, in neither direction.')
param eventTopicEndpoint string

@description('Host name under which customers reach this system. Empty: the name that Azure gives.')
param customDomainName string

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Most instances that may run at a time.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that are always running, for webhooks and for journeys each.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Who the shop is: name, url, legalName, address, contact, timeZone, currency.')
param shop object

@description('Name of the source of orders.')
param sourceName string

@description('Kind of the source of orders.')
@allowed(['shopify', 'standard', 'stripe', 'woocommerce'])
param sourceKind string

@description('SHA-256 of the key of the API. Empty: the API answers 401 to everybody.')
param accessKeyHash string

var hostSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
}
var durableSettings = empty(schedulerEndpoint) ? {} : {
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}
var shopSettings = {
  Shop__Name: shop.name
  Shop__Url: shop.url
  Shop__LegalName: shop.legalName
  Shop__Address: shop.address
  Shop__Contact: shop.contact
  Shop__TimeZone: shop.timeZone
  Shop__Currency: shop.currency
  Storage__Provider: 'Azure'
  Storage__AccountName: storageAccountName
  Storage__ClientId: identityClientId
  Storage__Directory: '/tmp/followup-data' // exports of a customer's data: the only part of the disk that can be written
  'Sources__${sourceName}__Kind': sourceKind
  'Sources__${sourceName}__Secrets__0': '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/source-secret/)'
  Links__BaseUrl: baseUrl
  Links__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/links-key/)'
  Certificates__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/certificates-key/)'
}
var accessSettings = empty(accessKeyHash) ? {} : {
  Access__KeyHashes__0: accessKeyHash
}
var eventSettings = empty(eventTopicEndpoint) ? {} : {
  Events__TopicEndpoint: eventTopicEndpoint
  Sources__eventgrid__Kind: 'event-grid'
}
var ownSettings = loadJsonContent('../settings.json')
var alwaysReady = [
  { name: 'http', instanceCount: alwaysReadyInstances }
  { name: 'durable', instanceCount: alwaysReadyInstances }
]
var baseUrl = empty(customDomainName) ? 'https://${app.properties.defaultHostName}/' : 'https://${customDomainName}/'

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'app' }) // by which azd finds it
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0 ? [] : alwaysReady
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(ownSettings, hostSettings, durableSettings, shopSettings, accessSettings, eventSettings)
}

resource basicPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
output baseUrl string = baseUrl
