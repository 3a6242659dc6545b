using Xunit;

// Most of them wait for processes of their own; more at a time would only take the processors from each other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>Tests that build in the checkout, or run a launcher that might: each by itself, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SameCheckout
{
    public const string Name = "same checkout";
}
