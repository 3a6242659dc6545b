// Tells a person when something is due that nobody would see. The queries look for the words of functions/App/Logs.cs.

@description('Token in the names of the resources.')
param token string

@description('Azure region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('E-mail address that is written to.')
@minLength(3)
param email string

@description('Amount a month of which 80 and 100 percent are told. 0: no budget.')
@minValue(0)
param monthlyBudget int

@description('First day of a month, such as 2026-12-01, from which the budget counts.')
param budgetStartOn string

// No metric counts the messages of one queue. GiveUpWebhook and GiveUpFetch empty the poison queues and log each; where they cannot,
// their calls fail, which the host logs with their names.
var poisonQuery = '''
union
  (AppTraces | where Message has "failed again and again"),
  (AppTraces | where SeverityLevel >= 3 and Message has "Functions.GiveUpWebhook"),
  (AppTraces | where SeverityLevel >= 3 and Message has "Functions.GiveUpFetch"),
  (AppRequests | where Name has "GiveUpWebhook" and Success == false),
  (AppRequests | where Name has "GiveUpFetch" and Success == false)
'''
var certificateQuery = '''
AppTraces
| where Message has "does not hold" or Message has "is no longer as it was certified"
'''
// Half an hour after midnight each day gets its certificate; a day that does not hold gets none, but a warning.
var noCertificateQuery = '''
AppTraces
| where TimeGenerated > ago(26h) and Message startswith "Certified "
| summarize Certificates = count()
| where Certificates == 0
'''
var failureQuery = '''
AppRequests
| summarize Total = sum(ItemCount), Failed = sumif(ItemCount, Success == false)
| where Total >= 20 and Failed * 20 > Total
'''
var leftBehindQuery = '''
AppTraces
| where Message has "is left behind"
'''

var rules = [
  { name: 'poison', severity: 1, frequency: 'PT15M', window: 'PT15M', query: poisonQuery, text: 'A webhook failed again and again; see /api/review' }
  { name: 'certificate', severity: 1, frequency: 'PT1H', window: 'PT1H', query: certificateQuery, text: 'Something that was due is not settled; see /api/certificates' }
  { name: 'no-certificate', severity: 1, frequency: 'PT1H', window: 'P2D', query: noCertificateQuery, text: 'No day was certified for 26 hours: does the app run?' }
  { name: 'failures', severity: 2, frequency: 'PT15M', window: 'PT15M', query: failureQuery, text: 'More than 5 percent of 20 or more calls failed within 15 minutes' }
  { name: 'left-behind', severity: 2, frequency: 'PT15M', window: 'PT15M', query: leftBehindQuery, text: 'A customer cannot go on until a fault is mended' }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'followup'
    enabled: true
    emailReceivers: [
      { name: 'operator', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in rules: {
  name: 'alert-${rule.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'FollowUpFlows: ${rule.name}'
    description: rule.text
    severity: rule.severity
    enabled: true
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    scopes: [workspaceId]
    skipQueryValidation: true // a new workspace has no tables yet
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = if (monthlyBudget > 0) {
  name: 'budget-${token}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStartOn }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      all: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: [email]
      }
    }
  }
}
