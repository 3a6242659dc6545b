// Two Event Grid topics: orders come in by one, what happened goes out by the other. Both want an identity with a role, not a key.

@description('Name of the topic that orders come in by.')
@minLength(3)
@maxLength(50)
param inboundName string

@description('Name of the topic that tells what happened.')
@minLength(3)
@maxLength(50)
param outboundName string

@description('Azure region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Storage account for events that could not be delivered.')
param storageAccountName string

@description('Container of that account.')
param deadLetterContainer string

@description('Object id of the identity of the app.')
param appPrincipalId string

var dataSenderRole = 'd5a91429-5739-47e2-a06b-3470a27159e7' // EventGrid Data Sender
var blobContributorRole = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor

resource inbound 'Microsoft.EventGrid/topics@2022-06-15' = {
  name: inboundName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' } // writes its dead letters under it
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource outbound 'Microsoft.EventGrid/topics@2022-06-15' = {
  name: outboundName
  location: location
  tags: tags
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${storageAccountName}/default/${deadLetterContainer}'
}

resource appSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(outbound.id, appPrincipalId, dataSenderRole)
  scope: outbound
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSenderRole)
  }
}

resource topicKeeps 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(container.id, inbound.id, blobContributorRole)
  scope: container
  properties: {
    principalId: inbound.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributorRole)
  }
}

output inboundName string = inbound.name
output inboundEndpoint string = inbound.properties.endpoint
output outboundEndpoint string = outbound.properties.endpoint
