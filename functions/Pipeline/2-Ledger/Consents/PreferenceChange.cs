using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>What a customer has chosen on the page of their preferences, all of it at once.</summary>
/// <param name="Channels">Where marketing may reach them.</param>
/// <param name="Topics">What they want of <paramref name="Offered"/>.</param>
/// <param name="Offered">The topics that the page has shown: of others nothing was said.</param>
public sealed record PreferenceChange(IReadOnlySet<Channel> Channels, IReadOnlySet<string> Topics, IReadOnlyList<string> Offered, MailFrequency Frequency, PauseChoice Pause);

/// <summary>What a customer wants of a pause.</summary>
public abstract record PauseChoice
{
    private PauseChoice()
    {
    }

    /// <summary>As it is.</summary>
    public sealed record Keep : PauseChoice;

    /// <summary>None, from now on.</summary>
    public sealed record None : PauseChoice;

    /// <summary>So many days from now, &gt; 0.</summary>
    public sealed record For(int Days) : PauseChoice;
}
