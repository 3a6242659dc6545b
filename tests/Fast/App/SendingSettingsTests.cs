using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class SendingSettingsTests
{
    [Fact]
    public void Read_NothingSet_IsQuietAtNightWithoutACap()
    {
        ShopSettings shop = SettingsText.Read().Shop;
        Assert.Equal(new SendRules { QuietHours = DueCases.Times("21:00-08:00") }, shop.Sending);
        Assert.Equal((90, "six-rank"), (shop.KeepPayloadsDays, shop.RankModelId));
    }

    [Fact]
    public void Read_Sending_IsAsSet()
    {
        ShopSettings shop = SettingsText.Read(
            ("Sending:QuietHours", "20:30 - 09:15"), ("Sending:Window", "10:00-19:00"), ("Sending:Cap:Count", "1000"), ("Sending:Cap:Days", "3650"),
            ("Sending:KeepPayloadsDays", "1"), ("Shop:RankModel", "five-class")).Shop;
        SendRules expected = new()
        {
            QuietHours = DueCases.Times("20:30-09:15"),
            Window = DueCases.Times("10:00-19:00"),
            Cap = new FrequencyCap(1000, 3650),
        };
        Assert.Equal(expected, shop.Sending);
        Assert.Equal((1, "five-class"), (shop.KeepPayloadsDays, shop.RankModelId));
    }

    [Fact]
    public void Read_CapsOfRanks_AreAsSet()
    {
        IReadOnlyList<RankCap> caps = SettingsText.Read(
            ("Sending:Caps:0:Ranks:0", "new"), ("Sending:Caps:0:Ranks:1", "prospect"), ("Sending:Caps:0:Count", "1"), ("Sending:Caps:0:Days", "7"),
            ("Sending:Caps:all:Half", "lapsed"), ("Sending:Caps:all:Count", "2"), ("Sending:Caps:all:Days", "30")).Shop.Sending.RankCaps;
        Assert.Equal(
            [("new,prospect", Half.Any, new FrequencyCap(1, 7)), ("", Half.Lapsed, new FrequencyCap(2, 30))],
            caps.Select(c => (string.Join(',', c.RankIds), c.Half, c.Cap)));
    }

    [Theory]
    [InlineData("Sending:Caps:0:Count", "1", "Sending:Caps:0:Days: is missing")]
    [InlineData("Sending:Caps:0:Days", "1", "Sending:Caps:0:Count: is missing")]
    public void Read_CapOfRanksThatIsNone_IsRefused(string name, string value, string fault) =>
        Assert.StartsWith(fault, Assert.Single(SettingsText.Faults((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sending:Caps:0:Count", "1001")]
    [InlineData("Sending:Caps:0:Days", "0")]
    [InlineData("Sending:Caps:0:Half", "both")]
    public void Read_CapOfRanksBeyondItsLimits_IsRefused(string name, string value)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["Sending:Caps:0:Count"] = "1", ["Sending:Caps:0:Days"] = "1", [name] = value };
        string fault = Assert.Single(SettingsText.Faults([.. settings.Select(s => (s.Key, s.Value))]));
        Assert.StartsWith($"{name}: '{value}' cannot be used", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PauseDates_AreAsSet()
    {
        IReadOnlyList<PauseDates> dates = SettingsText.Read(
            ("Sending:PauseDates:0", "12-29..01-03"), ("Sending:PauseDates:1", "2027-08-13 .. 2027-08-16"), ("Sending:PauseDates:2", "02-29")).Shop.Sending.PauseDates;
        Assert.Equal(
            [
                new PauseDates.EveryYear(new YearDay(12, 29), new YearDay(1, 3)),
                new PauseDates.Once(new DateOnly(2027, 8, 13), new DateOnly(2027, 8, 16)),
                new PauseDates.EveryYear(new YearDay(2, 29), new YearDay(2, 29)),
            ],
            dates);
    }

    [Theory]
    [InlineData("2027-08-16..2027-08-13")]
    [InlineData("2027-08-13..9999-12-31")] // no day would follow
    [InlineData("12-32")]
    [InlineData("2027-02-29")]
    [InlineData("12-29..2027-01-03")]
    [InlineData("12-29..12-30..12-31")]
    [InlineData("New Year")]
    public void Read_PauseDatesThatAreNone_AreRefused(string text) =>
        Assert.StartsWith($"Sending:PauseDates: '{text}' cannot be used", Assert.Single(SettingsText.Faults(("Sending:PauseDates", text))), StringComparison.Ordinal);

    /// <summary>From 1 January, 180 days of a leap year end on 28 June.</summary>
    [Fact]
    public void Read_PauseDatesOfMostOfTheYear_AreRefused()
    {
        Assert.Single(SettingsText.Read(("Sending:PauseDates", "01-01..06-28")).Shop.Sending.PauseDates);
        Assert.StartsWith("Sending:PauseDates: 181 days of every year are too many", Assert.Single(SettingsText.Faults(("Sending:PauseDates", "01-01..06-29"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_None_TakesTheQuietHoursAway() =>
        Assert.Equal(SendRules.Unlimited, SettingsText.Read(("Sending:QuietHours", "none"), ("Sending:Window", "none")).Shop.Sending);

    [Theory]
    [InlineData("Sending:QuietHours", "21:00")]
    [InlineData("Sending:QuietHours", "21:00-24:00")]
    [InlineData("Sending:QuietHours", "21-8")]
    [InlineData("Sending:QuietHours", "21:00-21:00")]
    [InlineData("Sending:QuietHours", "21:00-08:00-09:00")]
    [InlineData("Sending:QuietHours", "None")]
    [InlineData("Sending:Window", "always")]
    [InlineData("Sending:KeepPayloadsDays", "0")]
    [InlineData("Sending:KeepPayloadsDays", "3651")]
    [InlineData("Sending:KeepPayloadsDays", "-1")]
    [InlineData("Shop:RankModel", "Six Rank")]
    public void Read_BadValue_IsNamedWithTheValueAndTheRemedy(string name, string value) => Assert.StartsWith(
        $"{name}: '{value}' cannot be used; write ", Assert.Single(SettingsText.Faults((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("0", "7", "Sending:Cap:Count: '0' cannot be used")]
    [InlineData("1001", "7", "Sending:Cap:Count: '1001' cannot be used")]
    [InlineData("1", "0", "Sending:Cap:Days: '0' cannot be used")]
    [InlineData("1", "1.5", "Sending:Cap:Days: '1.5' cannot be used")]
    [InlineData("3", null, "Sending:Cap:Days: is missing")]
    [InlineData(null, "7", "Sending:Cap:Count: is missing")]
    public void Read_CapThatIsNone_IsRefused(string? count, string? days, string fault) => Assert.StartsWith(
        fault, Assert.Single(SettingsText.Faults(("Sending:Cap:Count", count), ("Sending:Cap:Days", days))), StringComparison.Ordinal);

    [Theory]
    [InlineData("08:00-21:00", "20:59-21:30", true)]
    [InlineData("08:00-21:00", "21:29-21:30", true)]
    [InlineData("08:00-21:00", "10:00-21:00", false)] // all of it is quiet
    [InlineData("08:00-07:59", "07:59-08:00", true)] // one minute is left
    [InlineData("08:00-07:59", "08:00-07:59", false)]
    public void Read_WindowThatNeverOpens_IsRefused(string quiet, string window, bool opens)
    {
        (string, string?)[] settings = [("Sending:QuietHours", quiet), ("Sending:Window", window)];
        if (opens)
        {
            Assert.Equal(DueCases.Times(window), SettingsText.Read(settings).Shop.Sending.Window);
        }
        else
        {
            Assert.StartsWith("Sending:Window: never opens", Assert.Single(SettingsText.Faults(settings)), StringComparison.Ordinal);
        }
    }
}
