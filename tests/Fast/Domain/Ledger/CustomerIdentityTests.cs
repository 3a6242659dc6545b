using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class CustomerIdentityTests
{
    private static readonly SourceCustomer Nobody = new() { UpdatedAt = DateTimeOffset.UnixEpoch };

    /// <summary>Expected values: Python's <c>hashlib</c> and <c>base64</c>. They are in stores: a change is a new identity for everybody.</summary>
    [Fact]
    public void IdOf_Customer_IsTheKnownVector()
    {
        Assert.Equal("cfqcaowtslxroqkvbqbrhyiu4w", CustomerIdentity.IdOf("shopify", "7054321"));
        Assert.Equal("c35uxetsr2kbsoaooj4sdkguuv", CustomerIdentity.IdOfGuest("hanako@example.com"));
    }

    [Fact]
    public void IdOf_LeadingZeroOrOtherKind_IsAnotherCustomer()
    {
        Assert.NotEqual(CustomerIdentity.IdOf("shopify", "123"), CustomerIdentity.IdOf("shopify", "0123"));
        Assert.NotEqual(CustomerIdentity.IdOf("shopify", "123"), CustomerIdentity.IdOf("standard", "123"));
    }

    [Theory]
    [InlineData("hanako@example.com", "hanako@example.com")]
    [InlineData("  Hanako@Example.COM\t", "hanako@example.com")]
    [InlineData("ＨＡＮＡＫＯ＠ｅｘａｍｐｌｅ．ｃｏｍ", "hanako@example.com")] // typed with the Japanese keyboard
    [InlineData("　hanako@example.com　", "hanako@example.com")]
    [InlineData("花子@例え.jp", "花子@例え.jp")]
    [InlineData("a@b", "a@b")]
    public void NormalizeEmail_Address_IsHalfWidthAndLowerCase(string email, string expected) =>
        Assert.Equal(expected, CustomerIdentity.NormalizeEmail(email));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hanako")]
    [InlineData("@example.com")]
    [InlineData("hanako@")]
    [InlineData("hanako@home@example.com")]
    [InlineData("hanako yamada@example.com")]
    [InlineData("hanako@example.com\r\nBcc: other@example.com")]
    [InlineData("hanako@example.com,other@example.com")]
    [InlineData("Hanako <hanako@example.com>")]
    [InlineData("Hanako ＜hanako＠example.com＞")]
    [InlineData("\"hanako\"@example.com")]
    [InlineData("hana\0ko@example.com")]
    public void NormalizeEmail_NoAddress_IsNone(string? email) => Assert.Null(CustomerIdentity.NormalizeEmail(email));

    [Fact]
    public void NormalizeEmail_Length_EndsAtTwoHundredAndFiftyFour()
    {
        string domain = "@" + new string('b', 63) + ".jp";
        Assert.NotNull(CustomerIdentity.NormalizeEmail(new string('a', 254 - domain.Length) + domain));
        Assert.Null(CustomerIdentity.NormalizeEmail(new string('a', 255 - domain.Length) + domain));
    }

    [Theory]
    [InlineData("090-1234-5678", "09012345678")]
    [InlineData("０９０−１２３４−５６７８", "09012345678")]
    [InlineData("+81 90-1234-5678", "09012345678")]
    [InlineData("＋８１９０１２３４５６７８", "09012345678")]
    [InlineData("+81 (0)90 1234 5678", "09012345678")]
    [InlineData("819012345678", "09012345678")]
    [InlineData("(03) 1234-5678", "0312345678")]
    [InlineData("+81-3-1234-5678", "0312345678")]
    [InlineData("+1 212 555 0123", "12125550123")]
    [InlineData("818-555-0123", "8185550123")] // ten digits without a plus: California, not Japan
    [InlineData("123456789", "123456789")]
    [InlineData("123456789012345", "123456789012345")]
    public void NormalizePhone_Number_IsTheSameHoweverWritten(string phone, string expected) =>
        Assert.Equal(expected, CustomerIdentity.NormalizePhone(phone));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("なし")]
    [InlineData("12345678")]
    [InlineData("1234567890123456")]
    public void NormalizePhone_NoNumber_IsNone(string? phone) => Assert.Null(CustomerIdentity.NormalizePhone(phone));

    /// <summary>A broken source can send one; .NET's normalization throws on it. Attributes cannot hold such a text.</summary>
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Normalize_HalfOfASurrogatePair_IsNone(int half)
    {
        Assert.Null(CustomerIdentity.NormalizeEmail($"hanako{(char)half}@example.com"));
        Assert.Null(CustomerIdentity.NormalizePhone($"090-1234-5678{(char)half}"));
    }

    [Theory]
    [InlineData("U0123456789abcdef0123456789abcdef", true)]
    [InlineData("U0123456789ABCDEF0123456789ABCDEF", false)]
    [InlineData("u0123456789abcdef0123456789abcdef", false)]
    [InlineData("C0123456789abcdef0123456789abcdef", false)] // a group
    [InlineData("U0123456789abcdef0123456789abcde", false)]
    [InlineData("U0123456789abcdef0123456789abcdef0", false)]
    [InlineData("U0123456789abcdef0123456789abcdeg", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void NormalizeLineUserId_OnlyTheExactForm_IsTaken(string? lineUserId, bool isTaken) =>
        Assert.Equal(isTaken ? lineUserId : null, CustomerIdentity.NormalizeLineUserId(lineUserId));

    [Fact]
    public void Normalize_Twice_ChangesNothingMore() => Law.Holds(
        from text in Gen.Elements("A", "ａ", "@", "＠", ".", "．", " ", "+81", "８１", "0", "９", "-", "é", "ß", "İ").ArrayOf(14)
        select string.Concat(text),
        text => CustomerIdentity.NormalizeEmail(text) is var email && (email is null || CustomerIdentity.NormalizeEmail(email) == email));

    [Fact]
    public void AliasesOf_Customer_AreHashesStrongestFirst() => Assert.Equal(
        ["source:fqcaowtslxroqkvbqbrhyiu4wb", "email:hiivyhwqanolg7ir3qyky6vhzo", "line:blf2ajmqwtbkpsvhszgmxczy34", "phone:tb3mz35b4qtkvuszc2u45re6sw"],
        CustomerIdentity.AliasesOf("shopify", Nobody with
        {
            ExternalId = "7054321",
            Email = " HANAKO@example.com",
            Phone = "+81 90 1234 5678",
            LineUserId = "U0123456789abcdef0123456789abcdef",
        }));

    [Fact]
    public void AliasesOf_WhatCannotBeUsed_IsLeftOut()
    {
        Assert.Empty(CustomerIdentity.AliasesOf("shopify", Nobody));
        Assert.Empty(CustomerIdentity.AliasesOf("shopify", Nobody with { Email = "none", Phone = "-", LineUserId = "taro" }));
    }
}
