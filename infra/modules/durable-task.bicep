// A Durable Task Scheduler: keeps the histories of journeys instead of the storage account.

@description('Name of the scheduler.')
@minLength(3)
@maxLength(64)
param name string

@description('Azure region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Plan: paid by what runs, or by reserved capacity.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Object id of the identity of the app.')
param appPrincipalId string

var dataContributorRole = '0ad04412-c4d5-4796-b79c-f76d14c8d402' // Durable Task Data Contributor

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ['0.0.0.0/0'] // the app has no fixed address; the role admits it
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: 'FollowUpFlows' // hubName of host.json
}

resource appUses 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler.id, appPrincipalId, dataContributorRole)
  scope: scheduler
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataContributorRole)
  }
}

output endpoint string = scheduler.properties.endpoint
output hubName string = hub.name
