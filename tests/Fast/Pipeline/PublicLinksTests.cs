using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Signed links. Expected signatures: Python's <c>hmac</c> and <c>base64.urlsafe_b64encode</c>, key = bytes 0 to 31.</summary>
public sealed class PublicLinksTests
{
    private const string Customer = "cfqcaowtslxroqkvbqbrhyiu4w";
    private const string Signature = "eEDYbORCfx5lxWSC-1hBDA";

    private static readonly PublicLinks Links = With(0);

    [Theory]
    [InlineData("https://follow.shop.example/")]
    [InlineData("https://follow.shop.example")]
    public void Unsubscribe_Customer_IsTheKnownVector(string baseUrl) => Assert.Equal(
        $"https://follow.shop.example/u/{Customer}.{Signature}",
        new PublicLinks(new Uri(baseUrl), Key(0)).Unsubscribe(Customer).AbsoluteUri);

    [Fact]
    public void CustomerOfUnsubscribe_OwnLink_IsTheCustomer() => Assert.Equal(Customer, Links.CustomerOfUnsubscribe($"{Customer}.{Signature}"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(Customer)]
    [InlineData(Customer + ".")]
    [InlineData("." + Signature)]
    [InlineData(Customer + "." + Signature + "A")]
    [InlineData(Customer + "." + Signature + "==")]
    [InlineData(Customer + "." + Signature + ".")]
    [InlineData(Customer + ".." + Signature)]
    [InlineData(Customer + ".eEDYbORCfx5lxWSC-1hBD")] // cut by a mail program
    [InlineData(Customer + ".eEDYbORCfx5lxWSC+1hBDA")] // the other base64
    [InlineData(Customer + ".eEDYbORCfx5lxWSC-1hBDB")] // only bits that carry nothing
    [InlineData(Customer + ".eedybORCfx5lxWSC-1hBDA")]
    [InlineData(Customer + ".qtWgR7-b1cdcwqyegNFePA")] // signed with our key, for the purpose "click"
    [InlineData(Customer + ".xv9PVfQQahrfRJ063o_BiQ")] // signed with another key
    [InlineData("cfqcaowtslxroqkvbqbrhyiu4x." + Signature)] // another customer
    [InlineData("Cfqcaowtslxroqkvbqbrhyiu4w." + Signature)]
    [InlineData("花子." + Signature)]
    [InlineData(Customer + ".花子")]
    public void CustomerOfUnsubscribe_AnythingElse_IsNone(string token) => Assert.Null(Links.CustomerOfUnsubscribe(token));

    [Fact]
    public void CustomerOfUnsubscribe_AnyAlteredCharacter_IsNone()
    {
        string token = $"{Customer}.{Signature}";
        Assert.All(Enumerable.Range(0, token.Length), i => Assert.Null(Links.CustomerOfUnsubscribe(token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..])));
    }

    /// <summary>The key was changed; mails are opened after years.</summary>
    [Fact]
    public void Links_OfAKeyOfBefore_StillWork_AndNewOnesHaveTheNew()
    {
        PublicLinks changed = new(new Uri("https://follow.shop.example/"), Key(2), Key(1), Key(0));
        Assert.Equal(Customer, changed.CustomerOfUnsubscribe($"{Customer}.{Signature}"));
        Assert.Equal(Customer, changed.CustomerOfUnsubscribe($"{Customer}.xv9PVfQQahrfRJ063o_BiQ"));
        Assert.Equal(Customer, changed.CustomerOfPreferences(With(0).Preferences(Customer).AbsolutePath["/p/".Length..]));
        Assert.Equal(With(2).Unsubscribe(Customer), changed.Unsubscribe(Customer));
        Assert.Null(With(0).CustomerOfUnsubscribe(changed.Unsubscribe(Customer).AbsolutePath["/u/".Length..]));
    }

    [Fact]
    public void CustomerOfUnsubscribe_LinkOfAnotherKey_IsNone()
    {
        Assert.Null(With(1).CustomerOfUnsubscribe($"{Customer}.{Signature}"));
        Assert.Equal(Customer, With(1).CustomerOfUnsubscribe($"{Customer}.xv9PVfQQahrfRJ063o_BiQ"));
    }

    [Fact]
    public void Preferences_Customer_IsTheKnownVectorAndNoLinkForAnythingElse()
    {
        const string Token = Customer + ".OrkLnUREnHmWk9_Sf7LVww";
        Assert.Equal("https://follow.shop.example/p/" + Token, Links.Preferences(Customer).AbsoluteUri);
        Assert.Equal(Customer, Links.CustomerOfPreferences(Token));
        Assert.Null(Links.CustomerOfUnsubscribe(Token));
        Assert.Null(Links.CustomerOfPreferences($"{Customer}.{Signature}"));
        Assert.Null(With(1).CustomerOfPreferences(Token));
    }

    [Fact]
    public void Confirmation_OfAStatement_IsTheKnownVectorAndOfNoOther()
    {
        DateTimeOffset saidAt = new(638997120000000000, TimeSpan.Zero);
        const string Token = Customer + ".638997120000000000.9S_ac1i6vjK2UxQHufB-Jg";
        Assert.Equal("https://follow.shop.example/d/" + Token, Links.Confirmation(Customer, saidAt).AbsoluteUri);
        Assert.Equal((Customer, saidAt), Links.ConfirmationOf(Token));
        Assert.All(Enumerable.Range(0, Token.Length), i => Assert.Null(Links.ConfirmationOf(Token[..i] + (Token[i] == '7' ? '8' : '7') + Token[(i + 1)..])));
        Assert.All(["", ".", "..", Customer, $"{Customer}.{Signature}", Token + "."], t => Assert.Null(Links.ConfirmationOf(t)));
        Assert.Null(Links.CustomerOfUnsubscribe(Token));
        Assert.Null(With(1).ConfirmationOf(Token));
    }

    [Fact]
    public void LineAccount_OfAFriend_IsTheKnownVectorAndHoldsNoUserId()
    {
        const string Token = "blf2ajmqwtbkpsvhszgmxczy34.mDbroLLchdl7WIsAPSHHgw";
        Assert.Equal("https://follow.shop.example/l/" + Token, Links.LineAccount("U0123456789abcdef0123456789abcdef").AbsoluteUri);
        Assert.Equal("line:" + Token.Split('.')[0], Links.AliasOfLineAccount(Token));
        Assert.All(Enumerable.Range(0, Token.Length), i => Assert.Null(Links.AliasOfLineAccount(Token[..i] + (Token[i] == 'x' ? 'y' : 'x') + Token[(i + 1)..])));
        Assert.Null(Links.CustomerOfPreferences(Token));
        Assert.Null(Links.AliasOfLineAccount($"{Customer}.{Signature}"));
    }

    [Fact]
    public void LineConnect_OfAMoment_IsTheKnownVectorAndNoConfirmation()
    {
        DateTimeOffset askedAt = new(638997120000000000, TimeSpan.Zero);
        const string Token = Customer + ".638997120000000000.5UWU1jJ1xnpOsyEdonsDmw";
        Assert.Equal("https://follow.shop.example/k/" + Token, Links.LineConnect(Customer, askedAt).AbsoluteUri);
        Assert.Equal((Customer, askedAt), Links.LineConnectOf(Token));
        Assert.Null(Links.ConfirmationOf(Token));
        Assert.Null(Links.LineConnectOf(Customer + ".638997120000000000.9S_ac1i6vjK2UxQHufB-Jg"));
    }

    private static PublicLinks With(byte first) => new(new Uri("https://follow.shop.example/"), Key(first));

    private static byte[] Key(byte first) => [.. Enumerable.Range(first, 32).Select(b => (byte)b)];
}
