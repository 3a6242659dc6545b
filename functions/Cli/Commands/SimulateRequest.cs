using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Simulation;

namespace FollowUpFlows.Cli.Commands;

/// <summary>What is to be simulated.</summary>
/// <param name="Journeys">Folders and files, at least one.</param>
/// <param name="Model">Name or file; null for the shop's.</param>
/// <param name="SendsFile">Where every send is written; null for nowhere.</param>
internal sealed record SimulateRequest(
    string OrdersFile,
    string? CustomersFile,
    string? EventsFile,
    IReadOnlyList<string> Journeys,
    DateOnly Until,
    string? Model,
    string? SettingsFile,
    string? SendsFile,
    Assumptions Assumptions,
    SummaryFormat Format);
