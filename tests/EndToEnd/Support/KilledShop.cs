using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Contract.Durable.Kills;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A shop system that tells its orders to a server that is killed again and again, and repeats what was not accepted.</summary>
internal sealed partial class KilledShop(string dataFolder, string clockStart, ProgramCopy program, Random random) : IAsyncDisposable
{
    private const int Senders = 4;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LifeMax = TimeSpan.FromSeconds(1);

    /// <summary>So long a commit is waited for.</summary>
    private static readonly TimeSpan CommitWithin = TimeSpan.FromSeconds(3);

    /// <summary>Of the commits of a kind, the first ones.</summary>
    private const int NthMax = 8;

    /// <summary>One that lives on hears of all.</summary>
    private const int WavesMax = 10_000;
    private const string HookAssembly = "FollowUpFlows.Tests.Contract";

    private readonly SemaphoreSlim waves = new(0);

    private readonly List<FollowUpServer> servers = [];
    private volatile TaskCompletionSource<FollowUpServer> listening = NextServer();

    public int Kills { get; private set; }

    /// <summary>How many of the kills came before the server listened.</summary>
    public int KillsAtStart { get; private set; }

    /// <summary>Starts the server and kills it at a random moment: of four times once within its start, else while it works.</summary>
    public async Task LiveAndDieAsync(string speed)
    {
        waves.Release();
        FollowUpServer server = await LaunchAsync(speed);
        Task listens = ListensAsync(server);
        if (random.Next(4) > 0)
        {
            await listens;
        }

        await Task.Delay(LifeMax * random.NextDouble());  // the moment is what is tried out, nothing waits for anything
        await KillAsync(server);
        KillsAtStart += await Task.WhenAny(listens) is { IsFaulted: true } ? 1 : 0;
    }

    /// <summary>Starts the server, which ends itself at a commit. One that does not come to it in time is killed.</summary>
    /// <returns>Whether it came to it.</returns>
    public async Task<bool> LiveUntilAsync(KillMoment moment, string point, string speed)
    {
        waves.Release();
        FollowUpServer server = await LaunchAsync(speed, new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = Repository.PathOf("artifacts", "embedded", "bin", HookAssembly, "release", HookAssembly + ".dll"),
            [KillPoints.Variable] = string.Create(CultureInfo.InvariantCulture, $"{moment}|{point}|{(random.Next(2) == 0 ? 1 : 1 + random.Next(NthMax))}"),
        });
        Task listens = ListensAsync(server);
        await Task.WhenAny(listens);
        await server.EndsAsync(CommitWithin);
        await KillAsync(server);
        KillsAtStart += listens.IsFaulted ? 1 : 0;
        return server.Log.Contains($"{KillPoints.Mark}{moment} {point}", StringComparison.Ordinal);
    }

    /// <summary>Starts the server, lets it take in what it was told, and kills it. A webhook that is in work at every one of many kills
    /// would in the end be taken for what causes them, and laid aside for a person.</summary>
    public async Task LiveUntilTakenInAsync(string speed)
    {
        FollowUpServer server = await LaunchAsync(speed);
        await ListensAsync(server);
        await server.UntilAsync("webhooks to be taken in", async () =>
        {
            JsonElement status = await server.Http.GetFromJsonAsync<JsonElement>("/runtime/followup/status");
            JsonElement intake = status.GetProperty("queues").EnumerateArray().Single(q => q.GetProperty("name").GetString() == "intake");
            return intake.GetProperty("waiting").GetInt64() == 0 ? "" : null;
        });
        await KillAsync(server);
    }

    /// <summary>Starts a server that lives on.</summary>
    public async Task<FollowUpServer> LiveAsync(string speed)
    {
        waves.Release(WavesMax);
        FollowUpServer server = await LaunchAsync(speed);
        await ListensAsync(server);
        return server;
    }

    public async Task KillAsync(FollowUpServer server)
    {
        listening = listening.Task.IsCompleted ? NextServer() : listening;
        Assert.True(await server.KillAsync() == FollowUpServer.Killed, $"The server ended by itself:\n{server.Log}");
        Kills++;
    }

    /// <summary>Tells everybody's first order, some with every life of the server, and the second ones of those who buy again as soon as
    /// they have got the message of the day after; returns when all are thanked for.</summary>
    /// <param name="inWave">Buyers to a life.</param>
    public async Task TellAsync(IReadOnlyList<Buyer> buyers, int inWave)
    {
        Queue<Buyer[]> untold = new(buyers.Chunk(inWave));
        Dictionary<string, Buyer> waiting = buyers.Where(b => b.BuysAgain).ToDictionary(b => b.FirstOrderId, StringComparer.Ordinal);
        while (untold.Count > 0 || waiting.Count > 0)
        {
            while (untold.Count > 0 && await waves.WaitAsync(TimeSpan.Zero))
            {
                DateTimeOffset now = await UntilAnsweredAsync(ShopTimeAsync);
                await TellAsync(untold.Dequeue().SelectMany(b => b.Tell(b.FirstOrderId, now.AddSeconds(-1))));
            }

            OutboxMessage[] firstDays = [.. (await OutboxAsync()).Where(m => m.Message.StepId == AfterCare.FirstDay && waiting.ContainsKey(m.Message.OrderId))];
            await TellAsync(firstDays.SelectMany(m => waiting[m.Message.OrderId] is var b ? b.Tell(b.SecondOrderId, m.SentAt.AddSeconds(1)) : []));
            Array.ForEach(firstDays, m => waiting.Remove(m.Message.OrderId));
            await Task.Delay(RepeatAfter);
        }

        int owed = buyers.Sum(b => b.Owed.Count(m => m.JourneyId == "thank-you"));
        while ((await OutboxAsync()).Count(m => m.Message.JourneyId == "thank-you") < owed)
        {
            await Task.Delay(RepeatAfter);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FollowUpServer server in servers)
        {
            await server.DisposeAsync();
        }

        waves.Dispose();
    }

    public static async Task<DateTimeOffset> ShopTimeAsync(FollowUpServer server) =>
        (await server.Http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("shopTime").GetDateTimeOffset();

    public static async Task<IReadOnlyList<OutboxMessage>> OutboxOfAsync(FollowUpServer server) => await server.OutboxAsync(OutboxMessage.Of);

    private static TaskCompletionSource<FollowUpServer> NextServer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<FollowUpServer> LaunchAsync(string speed, IReadOnlyDictionary<string, string>? environment = null)
    {
        FollowUpServer server = await FollowUpServer.LaunchAsync(
            dataFolder, ["--clock", clockStart, "--speed", speed], program, environment: environment);
        servers.Add(server);  // disposed in the end: somebody may still be talking to it
        return server;
    }

    private async Task ListensAsync(FollowUpServer server)
    {
        await server.ListensAsync();
        listening.TrySetResult(server);
    }

    private Task<IReadOnlyList<OutboxMessage>> OutboxAsync() => UntilAnsweredAsync(OutboxOfAsync);

    private async Task TellAsync(IEnumerable<ToldMessage> messages)
    {
        ToldMessage[] shuffled = [.. messages];
        Random.Shared.Shuffle(shuffled);
        ParallelOptions senders = new() { MaxDegreeOfParallelism = Senders };
        await Parallel.ForEachAsync(shuffled, senders, async (m, _) => await UntilAnsweredAsync(s => AcceptedAsync(s, m)));
    }

    private static async Task<bool> AcceptedAsync(FollowUpServer server, ToldMessage message)
    {
        using HttpRequestMessage webhook = Webhook.Standard(message.Id, message.Body);
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return true;
    }

    private async Task<T> UntilAnsweredAsync<T>(Func<FollowUpServer, Task<T>> ask)
    {
        while (true)
        {
            FollowUpServer server = await listening.Task.WaitAsync(ProcessRun.Patience);
            try
            {
                return await ask(server);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(RepeatAfter);  // it was killed meanwhile
            }
        }
    }

    /// <summary>As <c>GET /api/outbox</c> shows it: every message of these tests names the order that it is about.</summary>
    internal sealed partial record OutboxMessage(Message Message, DateTimeOffset SentAt)
    {
        public static OutboxMessage Of(JsonElement item) => new(
            new Message(
                OrderId().Match(item.GetProperty("content").GetRawText()).Value,
                item.GetProperty("enrollmentId").GetString()!.Split(':')[0],
                item.GetProperty("stepId").GetString()!,
                item.GetProperty("channel").GetString()!),
            item.GetProperty("sentAt").GetDateTimeOffset());

        [GeneratedRegex(@"K-\d{4}-\d")]
        private static partial Regex OrderId();
    }
}
