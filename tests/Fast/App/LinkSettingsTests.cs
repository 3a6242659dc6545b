using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Whether links are followed, and by which keys.</summary>
public sealed class LinkSettingsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OlderKey = "HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Track_AsSet_OrOn(string? text, bool expected) => Assert.Equal(expected, SettingsText.Read(("Links:Track", text)).Links.Tracking.IsOn);

    [Theory]
    [InlineData("Links:Track", "maybe", "Links:Track: 'maybe' cannot be used; write true or false")]
    [InlineData("Links:PreviousKeys:0", "c2hvcnQ=", "Links:PreviousKeys: what is set cannot be used; write the base64 of at least 32 random bytes, for example from 'openssl rand -base64 32', for each key")]
    public void Setting_ThatCannotBeUsed_IsNamedWithoutTheKey(string name, string value, string fault) =>
        Assert.Equal([fault], SettingsText.Faults((name, value)));

    [Fact]
    public void PreviousKeys_AsSet_KnowEarlierLinks()
    {
        TrackedLinks links = new(DateTimeOffset.UnixEpoch, ["https://a.example/"]);
        Uri sent = SettingsText.Read(("Links:Key", OlderKey)).Links.Tracking.Click(Guid.Empty, 0, "https://a.example/", links.Until);
        LinkSettings renewed = SettingsText.Read(("Links:Key", Key), ("Links:PreviousKeys:0", OlderKey)).Links;
        Assert.True(renewed.Tracking.IsGenuine(renewed.Tracking.TokenOf(sent)!, links));
        Assert.False(SettingsText.Read(("Links:Key", Key)).Links.Tracking.IsGenuine(renewed.Tracking.TokenOf(sent)!, links));
    }
}
