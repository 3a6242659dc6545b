using FollowUpFlows.App.Settings;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class VerificationSettingsTests
{
    [Fact]
    public void Read_NothingSet_HoldsNobodyOut() => Assert.Equal(ShopHoldout.None, SettingsText.Read().Shop.Holdout);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.05", 0.05)]
    [InlineData("0.999", 0.999)]
    public void Read_Share_IsAsSet(string text, double share) =>
        Assert.Equal(new ShopHoldout((decimal)share, "2026"), SettingsText.Read(("Verification:Holdout", text), ("Verification:HoldoutName", "2026")).Shop.Holdout);

    [Theory]
    [InlineData("1")]
    [InlineData("-0.1")]
    [InlineData("5%")]
    public void Read_ThatIsNoShare_IsRefused(string text) => Assert.Contains(
        $"Verification:Holdout: '{text}' cannot be used; write the share of customers who get no marketing, from 0 to below 1, such as 0.05",
        Assert.Throws<SettingsException>(() => SettingsText.Read(("Verification:Holdout", text))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_NameThatIsTooLong_IsRefused()
    {
        Assert.Equal(60, SettingsText.Read(("Verification:HoldoutName", new string('a', 60))).Shop.Holdout.Name.Length);
        Assert.Throws<SettingsException>(() => SettingsText.Read(("Verification:HoldoutName", new string('a', 61))));
    }
}
