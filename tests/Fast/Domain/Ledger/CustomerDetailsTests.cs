using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class CustomerDetailsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1985-04-12", 4, 12, 1985)]
    [InlineData("1900-01-01", 1, 1, 1900)]
    [InlineData("2024-02-29", 2, 29, 2024)]
    [InlineData("--04-12", 4, 12, null)]
    [InlineData("--02-29", 2, 29, null)]
    public void Birthday_WithOrWithoutYear_IsReadAndWrittenAlike(string text, int month, int day, int? year)
    {
        Birthday? birthday = Birthday.Find(text);
        Assert.Equal(new Birthday(month, day, year), birthday);
        Assert.Equal(text, birthday!.ToString());
    }

    [Theory]
    [InlineData("1985-04", 4, 1985)]
    [InlineData("--12", 12, null)]
    public void Birthday_OfAMonth_HasNoDay(string text, int month, int? year)
    {
        Assert.Equal(new Birthday(month, null, year), Birthday.Find(text));
        Assert.Equal(text, new Birthday(month, null, year).ToString());
    }

    [Theory]
    [InlineData("1899-12")]
    [InlineData("1985-13")]
    [InlineData("--00")]
    [InlineData("1899-12-31")]
    [InlineData("2023-02-29")]
    [InlineData("--02-30")]
    [InlineData("--4-12")]
    [InlineData("04-12")]
    [InlineData("-04-12")]
    [InlineData("1985/04/12")]
    [InlineData("")]
    public void Birthday_ThatIsNone_IsNull(string text) => Assert.Null(Birthday.Find(text));

    [Theory]
    [InlineData("100-0001", "100-0001")]
    [InlineData("0010001", "001-0001")]
    [InlineData("〒１００−０００１", "100-0001")]
    [InlineData("SW1A 1AA", "SW1A 1AA")]
    [InlineData("12345", "12345")]
    [InlineData("　", null)]
    [InlineData(null, null)]
    [InlineData("1\ud800", null)]
    public void PostalCode_OfJapan_HasOneForm(string? code, string? kept) => Assert.Equal(kept, CustomerDetails.NormalizePostalCode(code));

    [Fact]
    public void Kana_HalfWidth_BecomesFull() => Assert.Equal("ヤマダ ガ", CustomerDetails.NormalizeKana(" ﾔﾏﾀﾞ ｶﾞ　"));

    [Fact]
    public void Tags_AreKeptOnceInOrder()
    {
        string longest = new('x', 100);
        Assert.Equal(["a", "b", longest], CustomerDetails.NormalizeTags([" b", "a", "", "b", longest, longest + "x"]));
        Assert.Null(CustomerDetails.NormalizeTags(null));
        Assert.Equal(100, CustomerDetails.NormalizeTags([.. Enumerable.Range(0, 101).Select(i => $"{i}")])!.Count);
    }

    [Fact]
    public void With_LaterDescription_ReplacesWhatItSaysAndKeepsTheRest()
    {
        Customer known = Customer.Unknown("c1").With(new SourceCustomer
        {
            UpdatedAt = At,
            Kana = "ﾊﾅｺ",
            Birthday = new Birthday(4, 12, null),
            RegisteredAt = At.AddYears(-1),
            PostalCode = "1000001",
            Tags = ["b", "a"],
        });
        Assert.Equal(["a", "b"], known.Tags);

        Customer silent = known.With(new SourceCustomer { UpdatedAt = At.AddDays(1) });
        Assert.Equal(known with { UpdatedAt = At.AddDays(1) }, silent);

        Customer later = known.With(new SourceCustomer { UpdatedAt = At.AddDays(1), Tags = [], Birthday = new Birthday(4, 12, 1985) });
        Assert.Equal(("ハナコ", new Birthday(4, 12, 1985), "100-0001", 0), (later.Kana, later.Birthday, later.PostalCode, later.Tags.Count));
        Assert.Equal(["a", "b"], known.With(new SourceCustomer { UpdatedAt = At.AddDays(-1), Tags = ["late"] }).Tags);
    }

    [Fact]
    public void With_TwoDescriptionsOfOneMoment_GivesTheSameInEitherOrder()
    {
        SourceCustomer one = new() { UpdatedAt = At, RegisteredAt = At, Birthday = new Birthday(1, 2, null), Tags = ["x"] };
        SourceCustomer two = new() { UpdatedAt = At, RegisteredAt = At.AddDays(1), Birthday = new Birthday(1, 3, null), Tags = ["y"] };
        Customer forth = Customer.Unknown("c1").With(one).With(two);
        Customer back = Customer.Unknown("c1").With(two).With(one);
        Assert.Equal((forth.RegisteredAt, forth.Birthday), (back.RegisteredAt, back.Birthday));
        Assert.Equal(forth.Tags, back.Tags);
    }
}
