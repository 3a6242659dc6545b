using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Customers files: <c>customer_id</c> and optional columns.</summary>
public sealed class CustomersCsvTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset October = new(2026, 9, 30, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Row_WithEverything_IsWhatItSays()
    {
        FileCustomer row = Only(
            "customer_id,name,kana,email,phone,birthday,registered_at,postal_code,line_user_id,consent_email,consent_line,consent_at,consent_source,tags\n"
            + "007,山田 太郎,ヤマダ タロウ,taro@example.com,090-1234-5678,1985-04-12,2026-10-01,100-0001,U0123456789abcdef0123456789abcdef,yes,pending,2026-10-01,store form,a; b |c\n");
        SourceCustomer c = row.Customer;
        Assert.Equal((2, "007", "山田 太郎", "ヤマダ タロウ"), (row.Line, c.ExternalId, c.Name, c.Kana));
        Assert.Equal(("taro@example.com", "090-1234-5678", "100-0001", "U0123456789abcdef0123456789abcdef"), (c.Email, c.Phone, c.PostalCode, c.LineUserId));
        Assert.Equal((new Birthday(4, 12, 1985), October, Now), (c.Birthday, c.RegisteredAt, c.UpdatedAt));
        Assert.Equal(["a", "b", "c"], c.Tags);
        Assert.Equal(
            [new Consent(Channel.Email, ConsentState.Granted, October, "store form"), new Consent(Channel.Line, ConsentState.Pending, October, "store form")],
            c.Consents);
    }

    [Fact]
    public void Row_OfTheIdAlone_SaysNothing()
    {
        SourceCustomer c = Only("customer_id,consent_email,tags,birthday\n0001,,,\n").Customer;
        Assert.Equal(("0001", null, null, null), (c.ExternalId, c.Email, c.Birthday, c.Tags));
        Assert.Empty(c.Consents);
    }

    [Theory]
    [InlineData("yes", ConsentState.Granted)]
    [InlineData("Granted", ConsentState.Granted)]
    [InlineData("はい", ConsentState.Granted)]
    [InlineData("pending", ConsentState.Pending)]
    [InlineData("no", ConsentState.Withdrawn)]
    [InlineData("WITHDRAWN", ConsentState.Withdrawn)]
    [InlineData("いいえ", ConsentState.Withdrawn)]
    public void Consent_Word_IsTheState(string word, ConsentState state) =>
        Assert.Equal(new Consent(Channel.Line, state, October, "csv"), Assert.Single(Only($"customer_id,consent_line,consent_at\n1,{word},2026-10-01\n").Customer.Consents));

    [Theory]
    [InlineData("no")]
    [InlineData("いいえ")]
    public void Refusal_WithoutADate_CountsFromNow(string word) =>
        Assert.Equal(new Consent(Channel.Email, ConsentState.Withdrawn, Now, "csv"), Assert.Single(Only($"customer_id,consent_email\n1,{word}\n").Customer.Consents));

    [Theory]
    [InlineData("consent_email", "yes", "consent_at is empty; a consent is proven by the day on which it was given")]
    [InlineData("consent_line", "pending", "consent_at is empty; a consent is proven by the day on which it was given")]
    [InlineData("consent_email", "maybe", "consent_email 'maybe' must be one of yes, no, granted, withdrawn, pending, はい, いいえ")]
    [InlineData("email", "taro.example.com", "email 'taro.example.com' is no e-mail address")]
    [InlineData("phone", "12345678", "phone '12345678' is no telephone number")]
    [InlineData("line_user_id", "@taro", "line_user_id '@taro' must be U and 32 hexadecimal digits in small letters")]
    [InlineData("birthday", "1985/4/12", "birthday '1985/4/12' is no day since 1900; write 1985-04-12, --04-12 without the year, or --04 for the month alone")]
    [InlineData("registered_at", "yesterday", "registered_at 'yesterday' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)")]
    [InlineData("consent_at", "yesterday", "consent_at 'yesterday' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)")]
    public void Field_ThatIsWrong_RefusesItsRowAlone(string column, string value, string reason)
    {
        CsvReading<FileCustomer> reading = Read($"customer_id,{column}\n1,\n2,{value}\n");
        Assert.Equal("1", Assert.Single(reading.Rows).Customer.ExternalId);
        BadRow bad = Assert.Single(reading.BadRows);
        Assert.Equal((3, reason), (bad.Line, bad.Reason));
    }

    [Theory]
    [InlineData("name", 1_000)]
    [InlineData("customer_id", 200)]
    public void Text_LongerThanAnyStoreTakes_IsRefusedOnce(string column, int longest)
    {
        string Row(int length) => column == "name" ? $"customer_id,name\n1,{new string('x', length)}\n" : $"customer_id\n{new string('1', length)}\n";
        Assert.Empty(Read(Row(longest)).BadRows);
        Assert.Equal($"{column} is longer than {longest} characters", Assert.Single(Read(Row(longest + 1)).BadRows).Reason);
    }

    [Fact]
    public void Tags_TooManyOrTooLong_AreRefused()
    {
        string hundred = string.Join(';', Enumerable.Range(0, 100));
        Assert.Equal(100, Only($"customer_id,tags\n1,{hundred}\n").Customer.Tags!.Count);
        Assert.Single(Read($"customer_id,tags\n1,{hundred};100\n").BadRows);
        Assert.Single(Read($"customer_id,tags\n1,{new string('x', 101)}\n").BadRows);
    }

    [Fact]
    public void SameCustomer_Again_ReplacesTheEarlierRow()
    {
        CsvReading<FileCustomer> reading = Read("customer_id,name\n1,old\n2,other\n1,new\n");
        Assert.Equal(["new", "other"], reading.Rows.Select(r => r.Customer.Name));
    }

    [Fact]
    public void CustomerId_Empty_IsRefused() =>
        Assert.Equal("customer_id is empty", Assert.Single(Read("customer_id,name\n,x\n").BadRows).Reason);

    [Fact]
    public void Fingerprint_TellsWhatIsSaidAndNotHow()
    {
        string one = Only("customer_id,name,email\n1,山田,a@example.com\n").Fingerprint;
        Assert.Equal(one, Only("email,unknown,customer_id,name,tags\na@example.com,x,\"1\", 山田 ,\n").Fingerprint);
        Assert.NotEqual(one, Only("customer_id,name,email\n1,山田,b@example.com\n").Fingerprint);
        Assert.NotEqual(one, Only("customer_id,kana,email\n1,山田,a@example.com\n").Fingerprint);
    }

    private static FileCustomer Only(string text)
    {
        CsvReading<FileCustomer> reading = Read(text);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.BadRows);
        return Assert.Single(reading.Rows);
    }

    private static CsvReading<FileCustomer> Read(string text)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return CustomersCsv.Read(stream, Shop.Tokyo, Now);
    }
}
