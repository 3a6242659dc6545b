using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Sources whose messages are events: each event must have exactly one.</summary>
public sealed class EventSourceSettingsTests
{
    private const string Kind = "event-grid";

    [Fact]
    public void Read_EventSources_HaveTopicsInPlaceOfSecrets()
    {
        AppSettings settings = SettingsText.Read(
            ("Sources:pos:Kind", Kind), ("Sources:pos:Topics:0", "/topics/pos"), ("Sources:pos:Topics:1", "/topics/old-pos"),
            ("Sources:rest:Kind", Kind));

        Assert.Equal(["pos /topics/pos,/topics/old-pos 0", "rest  0"], settings.Sources
            .Select(s => $"{s.SourceId} {string.Join(',', s.Topics)} {s.Secrets.Count}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_TwoSources_ForTheSameTopic_AreRefused()
    {
        string fault = Assert.Single(SettingsText.Faults(
            ("Sources:a:Kind", Kind), ("Sources:a:Topics", "/Topics/Pos"), ("Sources:b:Kind", Kind), ("Sources:b:Topics", "/topics/pos")));

        Assert.StartsWith("Sources:b:Topics: '/topics/pos' is a topic of 'a', too", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoSources_ForTheRest_AreRefused()
    {
        string fault = Assert.Single(SettingsText.Faults(("Sources:a:Kind", Kind), ("Sources:b:Kind", Kind)));

        Assert.StartsWith("Sources:b:Topics: is missing, as it is for 'a'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecretOfAnEventSource_IsRefusedWithoutBeingRepeated()
    {
        string fault = Assert.Single(SettingsText.Faults(("Sources:a:Kind", Kind), ("Sources:a:Secrets", "hush")));

        Assert.StartsWith("Sources:a:Secrets: is not for this kind", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TopicOfAWebhookSource_IsRefused() => Assert.StartsWith(
        "Sources:a:Topics: is only for sources whose messages are events",
        Assert.Single(SettingsText.Faults(("Sources:a:Kind", "shopify"), ("Sources:a:Secrets", "s"), ("Sources:a:Topics", "/topics/pos"))),
        StringComparison.Ordinal);
}
