using System.Text.Json.Serialization;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.App.Api;

/// <summary>Who does something, and why.</summary>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Why">Their reason, without addresses.</param>
internal sealed record ActBody(string? By, string? Why)
{
    private const int LengthMax = 200;

    /// <summary>What a body must hold.</summary>
    public const string Expected = "'by' and 'why' are needed, at most 200 characters each: who does it, and for what reason.";

    /// <summary>Null when something is missing or too long.</summary>
    [JsonIgnore]
    public OperatorAct? Act =>
        By?.Trim() is { Length: > 0 and <= LengthMax } who && Why?.Trim() is { Length: > 0 and <= LengthMax } reason ? new OperatorAct(who, reason) : null;
}
