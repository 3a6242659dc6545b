using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending.Certificates;

/// <summary>A day that changes after it was certified.</summary>
public sealed class VerifyCertificateTests
{
    [Fact]
    public async Task Day_ThatStayedAsItWas_AgreesWithItsCertificate()
    {
        CertifiedShop shop = await OneSendAsync();
        Verification verification = await shop.Verify.RunAsync(CertifiedShop.Day, default);
        Assert.Equal((true, 1L), (verification.Holds, verification.Link?.Certificate.Number));
        Assert.IsType<Issuance.Unchanged>(await shop.Issue.RunAsync(CertifiedShop.Day, default));
    }

    [Fact]
    public async Task Day_WithoutACertificate_IsNotProved() =>
        Assert.Equal(["the day has no certificate"], (await (await CertifiedShop.OpenAsync()).Verify.RunAsync(CertifiedShop.Day, default)).Faults);

    [Theory]
    [InlineData("State", "Failed")]
    [InlineData("Reason", "because")]
    [InlineData("PayloadHash", "beef")]
    [InlineData("ProviderId", "p2")]
    [InlineData("ProviderId", null)]
    [InlineData("MessageId", "another")]
    [InlineData("RankId", "royal")]
    [InlineData("ClaimedAt", "2026-11-21T03:00:01.0000001Z")]
    [InlineData("ClaimedAtSystem", "2026-11-21T03:00:01.0000001Z")]
    [InlineData("SettledAt", "2026-11-21T03:00:01.0000001Z")]
    [InlineData("AnythingNew", "x")]
    public async Task SettledRow_WithAnyPropertyAltered_ContradictsTheCertificate(string property, string? value)
    {
        CertifiedShop shop = await OneSendAsync();
        object? altered = property.Contains("At", StringComparison.Ordinal) && value is not null ? DateTimeOffset.Parse(value, CultureInfo.InvariantCulture) : value;
        await shop.SendAsync("c1", changes: new() { [property] = altered });

        Verification verification = await shop.Verify.RunAsync(CertifiedShop.Day, default);

        Assert.Contains("the settled rows of the day are not those that were certified", verification.Faults);
        Assert.False(verification.Holds);
        Assert.IsType<Issuance.Contradicted>(await shop.Issue.RunAsync(CertifiedShop.Day, default));
        Assert.Equal(1, (await shop.Chain.VerifyAsync(default)).Length);
    }

    [Fact]
    public async Task SettledRow_ThatWasAltered_IsNamed()
    {
        CertifiedShop shop = await OneSendAsync();
        await shop.EnrollAsync("c2");
        await shop.SendAsync("c1", changes: new() { ["ProviderId"] = "p2" });
        Assert.Equal(
            "the row of customer c1, two:c1, step now was altered or added after the day was certified",
            (await shop.Verify.RunAsync(CertifiedShop.Day, default)).Faults[0]);
    }

    [Fact]
    public async Task EnrollmentRemovedWithItsRowsAndIndex_ContradictsTheCertificate()
    {
        CertifiedShop shop = await OneSendAsync();
        await shop.RemoveAsync("c1", CertifiedShop.KeyOf("c1"));
        await shop.RemoveAsync("c1", RowKeys.Of("enrollment", CertifiedShop.IdOf("c1")));
        await shop.RemoveAsync(Tables.Indexes, $"enrolled:2026-11-21:{RowKeys.Shard("c1", 8)}", RowKeys.Of("c1", CertifiedShop.IdOf("c1")));

        Verification verification = await shop.Verify.RunAsync(CertifiedShop.Day, default);

        Assert.True(verification.Now.Account.Holds);  // by itself the day looks as if nothing had been due
        Assert.Equal(["the settled rows of the day are not those that were certified"], verification.Faults);
    }

    [Theory]
    [InlineData("Planned")]
    [InlineData("Claimed")]
    [InlineData("Held")]
    public async Task Row_SettledLater_GetsTheDayAnotherCertificate(string state)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: state);
        Certificate first = (await shop.IssueAsync()).Link.Certificate;
        Assert.Equal(0, first.Settled);
        await shop.SendAsync("c1", changes: new() { ["SettledAt"] = CertifiedShop.Morning });
        Assert.Empty((await shop.Verify.RunAsync(CertifiedShop.Day, default)).Faults);

        Certificate second = (await shop.IssueAsync()).Link.Certificate;

        Assert.Equal((2, 1, true), (second.Number, second.Settled, second.Holds));
        Assert.True((await shop.Verify.RunAsync(CertifiedShop.Day, default)).Holds);
        Assert.True((await shop.Chain.VerifyAsync(default)).IsWhole);
    }

    [Fact]
    public async Task DeferredRow_DroppedAfterItsEnrollmentEnded_IsMissing()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1", state: "Planned", changes: new() { ["DeferredUntil"] = CertifiedShop.Morning });
        await shop.IssueAsync();
        await shop.EnrollAsync("c1", end: EndReason.NewOrder, endedAt: CertifiedShop.Morning.AddTicks(-1));
        await shop.RemoveAsync("c1", CertifiedShop.KeyOf("c1"));
        Assert.Equal(["RowMissing c1 now"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Annex_ThatWasAltered_IsNoAnnex()
    {
        CertifiedShop shop = await OneSendAsync();
        string hash = (await shop.Verify.RunAsync(CertifiedShop.Day, default)).Link!.Certificate.Annex;
        await shop.PutAsync(Tables.Certificates, "annex:" + hash, "00000", new() { ["Text"] = """{"findings":[],"rows":{},"openDays":""}""" });
        Assert.Equal(["the annex of certificate 1 is gone or was altered"], (await shop.Verify.RunAsync(CertifiedShop.Day, default)).Faults);
    }

    [Fact]
    public async Task Digest_IsTheHashOfTheSortedRows()
    {
        CertifiedShop shop = await OneSendAsync();
        string row = """["c1","send:two=3Ac1:now:0:Line","Channel","Line","ClaimedAt","2026-11-21T03:00:01.0000000+00:00","ClaimedAtSystem","2027-03-01T03:00:00.0000000+00:00","DueAt","2026-11-21T03:00:00.0000000+00:00","EnrollmentId","two:c1","MessageId","thank-you","PayloadHash","cafe","ProviderId","p1","SettledAt","2026-11-21T03:00:02.0000000+00:00","State","Sent","StepId","now","Visit","0"]""";
        string expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row + "\n")));
        Assert.Equal(expected, (await shop.Verify.RunAsync(CertifiedShop.Day, default)).Link!.Certificate.Digest);
    }

    private static async Task<CertifiedShop> OneSendAsync()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1");
        await shop.SendAsync("c1");
        await shop.IssueAsync();
        return shop;
    }
}
