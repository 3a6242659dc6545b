using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain;

/// <summary>By what of their name customers are found.</summary>
public sealed class NameTokensTests
{
    [Theory]
    [InlineData("山田 花子", "山田")]
    [InlineData("山田 花子", "山田花子")]
    [InlineData("山田 花子", "山田 花子")]
    [InlineData("山田 花子", "山田　花")] // the wide blank, and a beginning
    [InlineData("山田 花子", "花子 山田")]
    [InlineData("山田 花子", "山田様")]
    [InlineData("山田 花子", "山田 花子 様")]
    [InlineData("山田花子", "山田 花子")]
    [InlineData("ヤマダ ハナコ", "やまだ")]
    [InlineData("やまだ はなこ", "ヤマダハ")]
    [InlineData("ヤマダ ハナコ", "ﾔﾏﾀﾞ")] // half width, its mark apart
    [InlineData("ケンタロー", "けんたろー")]
    [InlineData("佐々木 林", "林")]
    [InlineData("Ｓmith Ｊohn", "smith")]
    [InlineData("O'Brien-Sato", "obriensato")]
    [InlineData("𠮷田 太郎", "𠮷田")] // outside the basic plane
    public void Name_IsMeant(string name, string text) => Assert.True(IsMeant(name, text));

    [Theory]
    [InlineData("山田 花子", "田")]
    [InlineData("山田 花子", "花子山田")]
    [InlineData("山田 花子", "山田 太郎")]
    [InlineData("山田 花子", "山田花子子")]
    [InlineData("やまだ", "はまだ")]
    [InlineData("王様", "様")]
    public void Name_IsNotMeant(string name, string text) => Assert.False(IsMeant(name, text));

    [Theory]
    [InlineData("")]
    [InlineData("　 ")]
    [InlineData("---")]
    [InlineData("\ud800")]
    public void Text_WithoutAWord_AsksForNobody(string text) => Assert.Empty(NameTokens.Wanted(text));

    [Theory]
    [InlineData("山田花子", "山田")]
    [InlineData("林", "林")]
    [InlineData("𠮷田太郎", "𠮷田")]
    public void Bucket_IsTheBeginning(string token, string bucket) => Assert.Equal(bucket, NameTokens.BucketOf(token));

    [Fact]
    public void Tokens_AreThePartsAndTheWhole_OfNameAndReading() => Assert.Equal(
        ["はなこ", "やまだ", "やまだはなこ", "山田花子"],
        NameTokens.Of(Customer.Unknown("c1") with { Name = "山田花子", Kana = "ヤマダ ハナコ" }));

    [Theory]
    [InlineData(59, 59)]  // its other half would stand behind the end
    [InlineData(58, 60)]
    public void Token_EndsWithAWholeCharacter(int before, int length) =>
        Assert.Equal(length, Assert.Single(NameTokens.Of(Customer.Unknown("c1") with { Name = new string('a', before) + "𠮷田" })).Length);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    public void Token_IsNoLongerThanItMayBe(int length, int kept) =>
        Assert.Equal(kept, Assert.Single(NameTokens.Of(Customer.Unknown("c1") with { Name = new string('あ', length) })).Length);

    [Fact]
    public void Name_NobodyHas_HasNoTokens() => Assert.Empty(NameTokens.Of(Customer.Unknown("c1")));

    private static bool IsMeant(string name, string text) => NameTokens.AreMeant(NameTokens.Of(Customer.Unknown("c1") with { Name = name }), NameTokens.Wanted(text));
}
