using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Lines of plain text: 70 columns, a full-width character takes two.</summary>
public sealed class TextWrapTests
{
    private static readonly string Full = new('あ', 35);

    [Fact]
    public void Line_OfExactlyTheWidth_IsNotBroken() => AssertWrapped(Full, Full);

    [Fact]
    public void Line_OneCharacterLonger_IsBroken() => AssertWrapped(Full + "い", Full + "\nい");

    [Fact]
    public void Line_OneNarrowColumnLonger_IsBroken() => AssertWrapped(Full + "x", Full + "\nx");

    [Theory]
    [InlineData("。")]
    [InlineData("、")]
    [InlineData("」")]
    [InlineData("ー")]
    [InlineData("っ")]
    public void Break_NeverComesBeforeAClosingSign(string sign) =>
        AssertWrapped($"{Full}{sign}い", $"{Full[1..]}\nあ{sign}い");

    [Theory]
    [InlineData("「")]
    [InlineData("（")]
    [InlineData("¥")]
    public void Break_NeverComesAfterAnOpeningSign(string sign) =>
        AssertWrapped($"{Full[1..]}{sign}いう", $"{Full[1..]}\n{sign}いう");

    [Fact]
    public void Words_InLatinLetters_StayWhole() =>
        AssertWrapped($"{Full[3..]} Komorebi Shop", $"{Full[3..]}\nKomorebi Shop");

    [Fact]
    public void Address_LongerThanALine_StaysWhole()
    {
        string address = "https://a.example/" + new string('x', 200);
        AssertWrapped($"あ {address} い", $"あ\n{address}\nい");
    }

    [Fact]
    public void Entry_GoesOnBelowItsText()
    {
        AssertWrapped("- " + Full, "・" + Full[1..] + "\n  あ");
        AssertWrapped("1. " + Full, "1. " + Full[2..] + "\n   ああ");
        AssertWrapped("> " + Full, "> " + Full[1..] + "\n> あ");
    }

    [Fact]
    public void Emoji_OfSeveralParts_StaysWhole()
    {
        const string Family = "👩‍👧‍👦";
        AssertWrapped($"{Full}{Family}い", $"{Full}\n{Family}い");
    }

    [Fact]
    public void Break_InsideANameToo_ComesAfterTheValueIsKnown() => Assert.Equal(
        $"{Full}\nい 様",
        MessageCases.Text("{{customer.nameWithHonorific}}", MessageCases.Minimal.WithCustomer(Full + "い")));

    private static void AssertWrapped(string markdown, string expected) =>
        Assert.Equal(expected, MessageCases.Text(markdown, MessageCases.Minimal));
}
