using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.SignedMessages;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>How old a signature may be. Kinds that sign no time have no limit: an old message of theirs is told apart by its key.</summary>
public sealed class SignatureTimeTests
{
    private const int Minutes = 60;
    private const int Hours = 60 * Minutes;
    private const int Years = 365 * 24 * Hours;

    private static readonly Dictionary<string, (int AgeMax, int AheadMax)> Limits = new()
    {
        ["standard"] = (5 * Minutes, 5 * Minutes),
        ["stripe"] = (5 * Minutes, 5 * Minutes),
        ["sendgrid"] = (26 * Hours, 10 * Minutes),
    };

    public static TheoryData<string> Ids => [.. Vectors().Select(v => (string)v["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_AsOldAsItMayBe_IsAuthenticAndASecondOlderIsNot(string id)
    {
        JsonNode vector = Vector(id);
        if (!Limits.TryGetValue((string)vector["kind"]!, out (int AgeMax, int AheadMax) limit))
        {
            Assert.IsType<WebhookCheck.Authentic>(CheckedAfter(10 * Years));
            Assert.IsType<WebhookCheck.Authentic>(CheckedAfter(-10 * Years));
            return;
        }

        Assert.IsType<WebhookCheck.Authentic>(CheckedAfter(limit.AgeMax));
        Assert.IsType<WebhookCheck.Authentic>(CheckedAfter(-limit.AheadMax));
        Assert.IsType<WebhookCheck.Refused>(CheckedAfter(limit.AgeMax + 1));
        Assert.IsType<WebhookCheck.Refused>(CheckedAfter(-limit.AheadMax - 1));

        WebhookCheck CheckedAfter(int seconds) => SourceOf(vector).Check(RequestOf(vector), [(string)vector["secret"]!], At(vector).AddSeconds(seconds));
    }
}
