using System.Globalization;
using System.Security.Cryptography;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>Two processes on one account, each with orchestrations of its own: both are fed the same enrollments at the same moment.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class TwoInstancesTests : IDisposable
{
    private const int OrderCount = 30;
    private const string Started = "had enrollments that were not started";

    private const string Later = """
        id: later
        name: あとから
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - id: at-once
            send: { channel: [email], message: thank-you }
          - id: later
            after: PT5S
            send: { channel: [email], message: thank-you }

        """;

    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly TemporaryFolder files = new();
    private readonly ShopFolder one;
    private readonly ShopFolder other;
    private readonly ShopFolder third;

    public TwoInstancesTests()
    {
        Dictionary<string, object> settings = AzureShop.Settings(SharedAzurite.Running.NewAccount());
        settings["Links"] = new { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        (one, other, third) = (new ShopFolder(settings), new ShopFolder(settings), new ShopFolder(settings));
    }

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
        third.Dispose();
        files.Dispose();
    }

    [Fact]
    public async Task SameEnrollments_InTwoProcesses_AreSentOnceAndCertified()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("later", Later);
        FollowUpServer[] servers = await Task.WhenAll(
            FollowUpServer.StartAsync(one.Path, program: program), FollowUpServer.StartAsync(other.Path, program: program));
        await using FollowUpServer first = servers[0];
        await using FollowUpServer second = servers[1];

        DateTimeOffset now = DateTimeOffset.UtcNow;
        await RunAsync(program, "import", "orders", OrdersFile(now), "--data", third.Path); // starts nothing: whoever sweeps next does
        await first.UntilAsync("three messages for every order", () => EveryoneServedAsync(first));
        await first.UntilAsync("both have started", () => Task.FromResult(servers.All(s => s.Log.Contains(Started, StringComparison.Ordinal)) ? "" : null));
        await first.UntilAsync("no orchestration runs on", async () => await AllEndedAsync(first) ? "" : null);

        string[] expected = [.. Enumerable.Range(1, OrderCount).SelectMany(n => new[] { "at-once", "later", "thanks" }.Select(step => $"{Address(n)} {step}"))];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            (await second.MailsAsync()).Select(m => $"{m.To} {m.StepId}").Order(StringComparer.Ordinal));
        foreach (DateOnly day in new[] { now, DateTimeOffset.UtcNow }.Select(t => DateOnly.FromDateTime(t.ToOffset(Japan).DateTime)).Distinct())
        {
            string clock = $"{day.AddDays(1):yyyy-MM-dd}T09:00:00+09:00";
            await RunAsync(program, "certify", "--date", day.ToString("O", CultureInfo.InvariantCulture), "--clock", clock, "--data", third.Path);
        }
    }

    private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"buyer-{number}@example.com");

    private string OrdersFile(DateTimeOffset now)
    {
        string at = now.AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        IEnumerable<string> rows = Enumerable.Range(1, OrderCount).Select(n => string.Create(CultureInfo.InvariantCulture, $"order-{n},C-{n},{at},3000,{Address(n)}"));
        return files.Write("orders.csv", string.Join('\n', ["order_id,customer_id,ordered_at,total,email", .. rows, ""]));
    }

    private static async Task<string?> EveryoneServedAsync(FollowUpServer server) =>
        (await server.MailsAsync()).DistinctBy(m => (m.To, m.StepId)).Count() >= 3 * OrderCount ? "" : null;

    /// <summary>The last step has been decided in whichever process looks at it.</summary>
    private static async Task<bool> AllEndedAsync(FollowUpServer server)
    {
        string page = await server.Http.GetStringAsync("/api/enrollments?limit=200");
        return !page.Contains("\"running\"", StringComparison.OrdinalIgnoreCase) && !page.Contains("\"starting\"", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task RunAsync(ProgramCopy program, params string[] args)
    {
        ProcessRun run = await ProcessRun.OfAsync("dotnet", Path.GetTempPath(), [program.Program, .. args]);
        Assert.True(run.ExitCode == 0, $"{args[0]} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
    }
}
