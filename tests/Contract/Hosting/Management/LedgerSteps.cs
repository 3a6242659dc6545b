using FollowUpFlows.Sqlite;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>Steps that write to a ledger before their result is recorded.</summary>
public static class LedgerSteps
{
    private const int Steps = 40;

    public static SqliteFile Ledger { get; set; } = null!;

    [Function("Walk")]
    public static async Task Walk([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        for (int i = 0; i < Steps; i++)
        {
            await context.CallActivityAsync("Note");
        }
    }

    [Function("Note")]
    public static Task Note([ActivityTrigger] string? nothing) => Ledger.WriteAsync(static s => s.Execute("INSERT INTO done DEFAULT VALUES"));
}
