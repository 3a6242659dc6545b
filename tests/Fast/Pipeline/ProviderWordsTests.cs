using FollowUpFlows.Pipeline;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Nothing that a provider quotes may bring an address into ledger or log.</summary>
public sealed class ProviderWordsTests
{
    [Theory]
    [InlineData("550 5.1.1 <hanako@example.com>: user unknown", "550 5.1.1 <…>: user unknown")]
    [InlineData("mailto:hanako%40example.com?x", "mailto:…")]
    [InlineData("to=\"hana ko\"@example.com failed", "to=… failed")]
    [InlineData("花子@例え.jp と hanako@example.co.jp", "… と …")]
    [InlineData("  two\r\n lines\t\u0000here ", "two lines here")]
    [InlineData("", "")]
    public void Of_Text_IsOneLineWithoutAddresses(string text, string expected) => Assert.Equal(expected, ProviderWords.Of(text));

    [Fact]
    public void Of_TheRecipientHoweverWritten_IsLeftOut() =>
        Assert.Equal("no … here", ProviderWords.Of("no U0123ABC here", "u0123abc"));

    [Theory]
    [InlineData(300, 300)]
    [InlineData(301, 300)]
    public void Of_LongText_IsCut(int length, int expected) => Assert.Equal(expected, ProviderWords.Of(new string('x', length)).Length);

    [Fact]
    public void Of_CutInsideASurrogatePair_LeavesItOut()
    {
        string cut = ProviderWords.Of(new string('x', 299) + "😀");
        Assert.Equal(new string('x', 299), cut);
    }
}
