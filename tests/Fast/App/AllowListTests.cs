using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Outside production only a list of people gets anything.</summary>
public sealed class AllowListTests
{
    private const string Line = "U0123456789abcdef0123456789abcdef";

    private static readonly (string, string?)[] Smtp =
    [
        ("Channels:Email:Provider", "Smtp"), ("Channels:Email:Host", "localhost"), ("Channels:Email:From", "news@shop.example"),
        ("Shop:Name", "茶舗みどり"), ("Shop:LegalName", "株式会社みどり"), ("Shop:Address", "京都市左京区1-2-3"), ("Shop:Contact", "075-000-0000"),
    ];

    [Theory]
    [InlineData(null)]
    [InlineData("Production")]
    [InlineData("production")]
    public void Read_InProduction_IsForEverybody(string? environment) =>
        Assert.Null(Read(("Environment", environment), ("Sending:AllowList:0", "me@shop.example")).AllowList);

    [Theory]
    [InlineData(Channel.Email, "me@shop.example", true)]
    [InlineData(Channel.Email, "anybody@team.example", true)]
    [InlineData(Channel.Email, "you@shop.example", false)]
    [InlineData(Channel.Email, "me@evil-team.example", false)]
    [InlineData(Channel.Email, "me@sub.team.example", false)]
    [InlineData(Channel.Line, "Uffffffffffffffffffffffffffffffff", true)] // LINE is the outbox
    public void Read_Elsewhere_IsForTheListAlone(Channel channel, string address, bool isAdmitted)
    {
        AllowList list = Read(("Environment", "Staging"), ("Sending:AllowList:0", " ME@shop.example"), ("Sending:AllowList:1", "@Team.example"), ("Sending:AllowList:2", Line)).AllowList!;
        Assert.Equal(isAdmitted, list.Admits(channel, address));
        Assert.Contains(Line, list.Entries);
    }

    [Fact]
    public void Read_ElsewhereWithoutAList_IsForNobody() => Assert.False(Read(("Environment", "Development")).AllowList!.Admits(Channel.Email, "me@shop.example"));

    [Fact]
    public void Read_ElsewhereWithoutAProvider_NeedsNoList() =>
        Assert.True(SettingsText.Read(("Environment", "Development")).Shop.AllowList!.Admits(Channel.Email, "anybody@example.com"));

    [Theory]
    [InlineData("shop.example")]
    [InlineData("@")]
    [InlineData("U123")]
    public void Read_EntryThatIsNoAddress_IsRefusedByItsNumber(string entry) =>
        Assert.StartsWith("Sending:AllowList:0:", Assert.Single(SettingsText.Faults(("Sending:AllowList:0", entry))), StringComparison.Ordinal);

    private static ShopSettings Read(params (string, string?)[] settings) => SettingsText.Read([.. Smtp, .. settings]).Shop;
}
