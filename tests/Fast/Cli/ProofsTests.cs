using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup proofs</c> over a data folder.</summary>
public sealed class ProofsTests : IDisposable
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com") with
    {
        Consents = [new Consent(Channel.Email, ConsentState.Granted, Told.At(-5), "checkout") { Wording = "2026-04", Ip = "203.0.113.7" }],
    };

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Proof_OfWhoWasForgotten_IsFoundByTheAddress()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        await shop.TellAsync("erase", new ShopEvent.CustomerErased(Hanako, []));
        await folder.WriteAsync(world.Tables);

        CommandRun csv = folder.Run("proofs", "HANAKO@example.com", "--format", "csv");
        Assert.StartsWith("Email,,Granted,2026-11-21T02:55:00.0000000+00:00,checkout,Webhook,2026-04,,2026-11-21T", Assert.Single(csv.OutputLines[1..]), StringComparison.Ordinal);
        Assert.Equal("checkout", csv.ExitCode == 0 ? folder.Run("proofs", "hanako@example.com", "--format", "json").Json()[0].GetProperty("source").GetString() : "");
        Assert.StartsWith("2026-11-21 11:55  Email  同意  checkout  文言: 2026-04  保存期限: 2029-11-21", folder.Run("proofs", "hanako@example.com").OutputLines[0], StringComparison.Ordinal);
        Assert.Equal("1 statements", folder.Run("proofs", "hanako@example.com", "--language", "en").OutputLines[^1]);
    }

    [Fact]
    public async Task Proof_OfSomebodyElse_IsNotThere()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        await folder.WriteAsync(world.Tables);
        Assert.StartsWith("nobody with this address was forgotten", Assert.Single(folder.Run("proofs", "hanako@example.com", "--language", "en").OutputLines), StringComparison.Ordinal);
        Assert.Equal(1, folder.Run("proofs", "hanako").ExitCode);
    }
}
