using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.SendGrid;

/// <summary>Every fault of the fake through the real sending: nothing lost, nothing doubled, and every day can be certified.</summary>
public sealed class SendGridFaultTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What is surely not taken goes out at the next attempt.</summary>
    [Fact]
    public async Task Fault_TooManyRequests_GoesOutLater()
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        SourceCustomer customer = SendGridBed.Customer("hanako");
        bed.Fake.Fail(SendGridFault.TooManyRequests, SendGridFault.TooManyRequests);

        Assert.Null(await bed.BuysAsync(customer));
        SendRow waits = await bed.RowAsync(customer);
        Assert.Equal((SendState.Planned, "Temporary: 429: too many requests"), (waits.State, waits.Reason));
        Assert.InRange(waits.DeferredUntil!.Value - bed.World.ShopClock.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        for (int attempt = 0; attempt < 2; attempt++)
        {
            await bed.RunAsync();
            Assert.Empty(bed.Fake.Mails);  // the provider's moment has not come
            bed.Pass(TimeSpan.FromSeconds(2));
            await bed.RunAsync();
        }

        Assert.Equal((SendState.Sent, "fake000001"), await StateAsync(bed, customer));
        await EndsWellAsync(bed, mails: 2);
    }

    [Fact]
    public async Task Fault_NobodyListens_GoesOutLater()
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        SourceCustomer customer = SendGridBed.Customer("hanako");
        bed.SendBy(ClosedPort());
        Assert.True((await bed.BuysAsync(customer))!.IsSurelyNotTaken);
        Assert.Equal(SendState.Planned, (await bed.RowAsync(customer)).State);
        bed.SendBy();
        Assert.Null(await bed.RunAsync());
        Assert.Equal((SendState.Sent, "fake000001"), await StateAsync(bed, customer));
        await EndsWellAsync(bed, mails: 2);
    }

    [Theory]
    [InlineData(nameof(SendGridFault.TakenThenServerError))]
    [InlineData(nameof(SendGridFault.TakenThenBroken))]
    [InlineData(nameof(SendGridFault.TakenThenSilence))]
    public async Task Fault_TakenWithoutAnAnswer_IsSettledByTheEventAndNotSentAgain(string fault)
    {
        await using SendGridBed bed = await FailedAsync(fault);
        SourceCustomer customer = SendGridBed.Customer("hanako");
        Assert.Equal((SendState.Claimed, null), await StateAsync(bed, customer));
        await bed.HearAsync();
        Assert.Equal((SendState.Sent, "fake000002"), await StateAsync(bed, customer));
        await EndsWellAsync(bed, mails: 4);
    }

    [Theory]
    [InlineData(nameof(SendGridFault.ServerError))]
    [InlineData(nameof(SendGridFault.Broken))]
    [InlineData(nameof(SendGridFault.Silence))]
    public async Task Fault_NotTakenWithoutAnAnswer_IsHeldForAPersonAfterAnHour(string fault)
    {
        await using SendGridBed bed = await FailedAsync(fault);
        SourceCustomer customer = SendGridBed.Customer("hanako");
        await bed.HearAsync();
        Assert.Null(await bed.RunAsync());
        Assert.Equal((SendState.Claimed, null), await StateAsync(bed, customer));
        bed.Pass(TimeSpan.FromHours(1));
        await bed.RunAsync();
        Assert.Equal((SendState.Held, null), await StateAsync(bed, customer));
        await EndsWellAsync(bed, mails: 3);
    }

    [Fact]
    public async Task Fault_HalfAnAnswer_IsTaken()
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        bed.Fake.Fail(SendGridFault.HalfAnswer);
        Assert.Null(await bed.BuysAsync(SendGridBed.Customer("hanako")));
        Assert.Equal((SendState.Sent, "fake000001"), await StateAsync(bed, SendGridBed.Customer("hanako")));
        await EndsWellAsync(bed, mails: 2);
    }

    [Theory]
    [InlineData(nameof(SendGridFault.TooLarge), "Rejected: 413: the message is too large")]
    public async Task Fault_RequestRefused_FailsWithTheReason(string fault, string reason)
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        bed.Fake.Fail(Enum.Parse<SendGridFault>(fault));
        Assert.Null(await bed.BuysAsync(SendGridBed.Customer("hanako")));
        SendRow row = await bed.RowAsync(SendGridBed.Customer("hanako"));
        Assert.Equal((SendState.Failed, reason), (row.State, row.Reason));
        await EndsWellAsync(bed, mails: 1);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Events_TwiceOrBackwards_StopAddressesAndLeaveOneFactEach(bool twice, bool backwards)
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        (bed.Fake.Events.TellsTwice, bed.Fake.Events.TellsBackwards) = (twice, backwards);
        string[] people = ["bounce.a", "block.a", "spam.a", "leave.a", "slow.a", "read.a", "hanako"];
        foreach (string person in people)
        {
            Assert.Null(await bed.BuysAsync(SendGridBed.Customer(person)));
        }

        await bed.HearAsync();

        SuppressionReason?[] reasons = [.. await Task.WhenAll(people.Select(async p => (await bed.Shop.Suppressions.FindAsync(Channel.Email, $"{p}@example.com", default))?.Reason))];
        Assert.Equal([SuppressionReason.RecipientGone, null, SuppressionReason.Complaint, SuppressionReason.Unsubscribe, null, null, null], reasons);
        string[] facts = [.. (await bed.World.Tables.DumpAsync("customers")).Where(r => r.Contains(" delivery:", StringComparison.Ordinal))];
        Assert.Equal(20, facts.Length);
        Assert.All(facts, f => Assert.DoesNotContain("@", f, StringComparison.Ordinal));
        bed.Pass(Day);
        await bed.RunAsync();
        Assert.Equal((SendState.Withheld, null), await StateAsync(bed, SendGridBed.Customer("bounce.a"), "later"));
        Assert.Equal(people.Length + 4, bed.Fake.Mails.Count);
        Assert.Equal(14, await EndedAsync(bed));
    }

    /// <summary>Whatever goes wrong with whichever message, in whatever order the events come.</summary>
    [Fact]
    public void Faults_InAnyOrder_LoseNothingAndDoubleNothing() => Law.HoldsForSome(
        Gen.Choose(0, int.MaxValue), 20, seed => LivesAsync(seed).GetAwaiter().GetResult());

    private static async Task<bool> LivesAsync(int seed)
    {
        Random random = new(seed);
        SendGridFault[] quick = [.. Enum.GetValues<SendGridFault>().Where(f => f is not (SendGridFault.Silence or SendGridFault.TakenThenSilence))];
        await using SendGridBed bed = await SendGridBed.StartAsync();
        SourceCustomer[] people = [.. Enumerable.Range(0, 6).Select(i => SendGridBed.Customer($"{(i % 3 == 0 ? "bounce" : "p")}.{i}"))];
        foreach (SourceCustomer person in people)
        {
            bed.Fake.Fail(Enumerable.Range(0, random.Next(3)).Select(_ => quick[random.Next(quick.Length)]));
            (bed.Fake.Events.TellsTwice, bed.Fake.Events.TellsBackwards) = (random.Next(2) == 0, random.Next(2) == 0);
            await bed.BuysAsync(person);
            if (random.Next(2) == 0)
            {
                await bed.HearAsync();
            }
        }

        await PassDaysAsync(bed);
        await bed.HearAsync();
        await bed.CertifiedAsync();
        return await IsWholeAsync(bed, people);
    }

    /// <summary>The ledger says of every message what the provider knows of it.</summary>
    private static async Task<bool> IsWholeAsync(SendGridBed bed, SourceCustomer[] people)
    {
        HashSet<string> taken = [.. bed.Fake.Mails.Select(m => m.Args["ff_mid"])];
        foreach (SourceCustomer person in people)
        {
            foreach (SendRow row in (await bed.Shop.StateAsync(person)).Sends.Values.Select(LedgerRow.Of))
            {
                bool isTaken = taken.Contains(row.Key.MessageKey.ToString("N"));
                bool isTold = row is { State: SendState.Failed, Reason: { } reason } && reason.StartsWith("Dropped", StringComparison.Ordinal);
                if (!row.IsDone || isTaken != (row.State == SendState.Sent || isTold))
                {
                    return false;
                }
            }
        }

        return taken.Count == bed.Fake.Mails.Count;
    }

    /// <summary>One message went well, for its connection to be there; the next one fails.</summary>
    private static async Task<SendGridBed> FailedAsync(string fault)
    {
        SendGridBed bed = await SendGridBed.StartAsync();
        Assert.Null(await bed.BuysAsync(SendGridBed.Customer("first")));
        bed.SendBy(timeout: fault.Contains("Silence", StringComparison.Ordinal) ? TimeSpan.FromSeconds(4) : null);
        bed.Fake.Fail(Enum.Parse<SendGridFault>(fault));
        ChannelException broken = (await bed.BuysAsync(SendGridBed.Customer("hanako")))!;
        Assert.False(broken.IsSurelyNotTaken, broken.Detail);
        bed.SendBy();
        Assert.Null(await bed.RunAsync());
        return bed;
    }

    private static async Task<(SendState State, string? ProviderId)> StateAsync(SendGridBed bed, SourceCustomer customer, string stepId = "now")
    {
        SendRow row = await bed.RowAsync(customer, stepId);
        return (row.State, row.ProviderId);
    }

    private static async Task EndsWellAsync(SendGridBed bed, int mails)
    {
        await EndedAsync(bed);
        Assert.Equal(mails, bed.Fake.Mails.Count);
        Assert.Equal(mails, bed.Fake.Mails.Select(m => m.Args["ff_mid"]).Distinct().Count());
    }

    /// <summary>Lets the journeys end.</summary>
    /// <returns>How many messages were due on the days that could be certified.</returns>
    private static async Task<int> EndedAsync(SendGridBed bed)
    {
        await PassDaysAsync(bed);
        return await bed.CertifiedAsync();
    }

    private static async Task PassDaysAsync(SendGridBed bed)
    {
        for (int day = 0; day < 3; day++)
        {
            bed.Pass(Day);
            while (await bed.RunAsync() is not null)
            {
            }
        }

        Assert.All(bed.World.Orchestrations.Waits.Values, w => Assert.NotNull(w.End));
    }

    private static Uri ClosedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
    }
}
