using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class ConsentSettingsTests
{
    [Fact]
    public void Read_NothingSet_KeepsProofsForThreeYearsAndAMonthAndHasNoTopics()
    {
        ShopSettings shop = SettingsText.Read().Shop;
        Assert.Equal(new ConsentRules { KeepDays = 1096, KeepDaysAfterLastSend = 31, ConfirmWithinDays = 7 }, shop.Consent);
        Assert.Empty(shop.Topics!);
    }

    [Fact]
    public void Read_Days_AreAsSet() => Assert.Equal(
        new ConsentRules { KeepDays = 36_500, KeepDaysAfterLastSend = 1, ConfirmWithinDays = 90 },
        SettingsText.Read(("Consent:KeepDays", "36500"), ("Consent:KeepDaysAfterLastSend", "1"), ("Consent:ConfirmWithinDays", "90")).Shop.Consent);

    [Theory]
    [InlineData("Consent:KeepDays", "36501")]
    [InlineData("Consent:KeepDays", "0")]
    [InlineData("Consent:KeepDaysAfterLastSend", "-1")]
    [InlineData("Consent:ConfirmWithinDays", "91")]
    [InlineData("Consent:ConfirmWithinDays", "soon")]
    public void Read_DaysThatCannotBe_AreRefusedByName(string name, string value) =>
        Assert.StartsWith(name + ":", Assert.Single(SettingsText.Faults((name, value))), StringComparison.Ordinal);

    [Fact]
    public void Read_Topics_HaveANameInBothLanguages()
    {
        ShopSettings shop = SettingsText.Read(("Topics:news:Ja", "新商品のお知らせ"), ("Topics:news:En", "New products"), ("Topics:events", "催し")).Shop;
        Assert.Equal(["events 催し 催し", "news 新商品のお知らせ New products"], shop.Topics!.Select(t => $"{t.Id} {t.Name.Ja} {t.Name.En}"));
    }

    [Theory]
    [InlineData("Topics:News:Ja", "x", "Topics:News")]
    [InlineData("Topics:news:En", "only English", "Topics:news:Ja")]
    public void Read_TopicThatCannotBe_IsRefusedByName(string name, string value, string fault) =>
        Assert.StartsWith(fault + ":", Assert.Single(SettingsText.Faults((name, value))), StringComparison.Ordinal);

    [Fact]
    public void Read_SenderNotStated_IsNamed()
    {
        Assert.Equal(["Shop:LegalName", "Shop:Contact"], SettingsText.Read(("Shop:Address", "東京都千代田区1-1-1")).Shop.SenderMissing);
        Assert.False(SettingsText.Read().Shop.MailLeaves);
    }
}
