using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Lets days that have passed pass again, in memory, over other journeys: the rules are the live ones, nothing is rendered and nothing sent.</summary>
public interface IBackTest
{
    /// <summary>Lets the days pass.</summary>
    /// <param name="progress">Told of every day, from the first order on.</param>
    /// <exception cref="BackTestException">The templates have a fault.</exception>
    Task<BackTestFigures> RunAsync(BackTestInput input, IProgress<int>? progress, CancellationToken cancellationToken);
}

/// <summary>What was to be tried cannot be published.</summary>
public sealed class BackTestException(TemplateFault fault) : Exception($"The journeys cannot be tried: {fault}");

/// <summary>What a back-test begins with.</summary>
/// <param name="Templates">Rank models, journeys and messages, without faults.</param>
/// <param name="Past">What happened.</param>
/// <param name="From">The first day that is counted; what was before only makes customers what they are.</param>
/// <param name="Until">The last day; it passes wholly.</param>
public sealed record BackTestInput(TemplateSet Templates, ShopPast Past, DateOnly From, DateOnly Until)
{
    /// <summary>Journeys whose newest version only some get; where the templates have another version of one, everybody gets that.</summary>
    public IReadOnlyList<RolledOut> Rollouts { get; init; } = [];

    /// <summary>Compares it with what the ledger says of the days; null when nobody asked for that.</summary>
    public RunningCheck? Check { get; init; }
}

/// <summary>What happened in a shop, without names and addresses: customers are called by our ids, and those who can be reached have made-up addresses.</summary>
/// <param name="Orders">Any order.</param>
/// <param name="Customers">With tags as they are now; somebody whose consents changed is told of more than once.</param>
/// <param name="Events">What they did other than buying.</param>
public sealed record ShopPast(IReadOnlyList<PastOrder> Orders, IReadOnlyList<PastCustomer> Customers, IReadOnlyList<FileEvent> Events)
{
    /// <summary>How many people.</summary>
    public int CustomerCount => Customers.Select(c => c.Row.Customer.ExternalId).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>An order of the past.</summary>
/// <param name="SourceId">Within what its id is unique.</param>
public sealed record PastOrder(string SourceId, FileOrder Row);

/// <summary>What was known of a customer at a moment of the past.</summary>
/// <param name="At">UTC; null: from the beginning.</param>
/// <param name="Row">Whose external id is our id.</param>
public sealed record PastCustomer(DateTimeOffset? At, FileCustomer Row);
