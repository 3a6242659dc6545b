using FollowUpFlows.App.Events;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Whom to tell, and how often to try.</summary>
public sealed class EventSettingsTests
{
    private const string Endpoint = "https://shop.japaneast-1.eventgrid.azure.net/api/events";

    [Fact]
    public void Read_NothingSet_TellsNobody() => Assert.Null(SettingsText.Read().Events);

    [Fact]
    public void Read_Topic_IsAsSet()
    {
        Assert.Equal(new EventSettings(new Uri(Endpoint), null, "/followupflows"), SettingsText.Read(("Events:TopicEndpoint", Endpoint)).Events);
        Assert.Equal(
            new EventSettings(new Uri(Endpoint), "k", "https://shop.example/follow-up"),
            SettingsText.Read(("Events:TopicEndpoint", Endpoint), ("Events:TopicKey", "k"), ("Events:Source", "https://shop.example/follow-up")).Events);
    }

    [Theory]
    [InlineData("http://shop.example/api/events", false)] // the key would travel in the clear
    [InlineData("http://127.0.0.1:4010/api/events", true)]
    [InlineData("ftp://shop.example/", false)]
    [InlineData("shop.example", false)]
    [InlineData("https://user:word@shop.example/", false)]
    public void Read_Endpoint_MustBeSafe(string endpoint, bool isTaken)
    {
        if (isTaken)
        {
            Assert.Equal(endpoint, SettingsText.Read(("Events:TopicEndpoint", endpoint)).Events!.TopicEndpoint.AbsoluteUri);
            return;
        }

        Assert.StartsWith("Events:TopicEndpoint: ", Assert.Single(SettingsText.Faults(("Events:TopicEndpoint", endpoint))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Events:TopicKey", "hush")]
    [InlineData("Events:Source", "/shop")]
    public void Read_WithoutAnEndpoint_TheRestIsRefused(string name, string value)
    {
        string fault = Assert.Single(SettingsText.Faults((name, value)));

        Assert.StartsWith($"{name}: is set, but without Events:TopicEndpoint nobody is told", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("店")]
    public void Read_Source_ThatIsNoUri_IsRefused(string source) => Assert.StartsWith(
        "Events:Source: ", Assert.Single(SettingsText.Faults(("Events:TopicEndpoint", Endpoint), ("Events:Source", source))), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(2, null, 2)]
    [InlineData(3, null, 4)]
    [InlineData(9, null, 256)]
    [InlineData(10, null, 300)] // the most
    [InlineData(100_000, null, 300)]
    [InlineData(1, 30, 30)]
    [InlineData(10, 30, 300)] // the topic's wish is the least
    [InlineData(1, 900, 900)]
    [InlineData(1, 901, 900)] // and has an end
    public void Wait_GrowsAndHeedsTheTopic(int failures, int? retryAfter, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), EventPump.WaitAfter(failures, retryAfter is { } wanted ? TimeSpan.FromSeconds(wanted) : null));
}
