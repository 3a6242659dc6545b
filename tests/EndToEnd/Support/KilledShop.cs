using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A shop system that tells its orders to a server that is killed again and again, and repeats what was not accepted.</summary>
internal sealed partial class KilledShop(string dataFolder, string clockStart, ProgramCopy program, Random random) : IAsyncDisposable
{
    private const int Senders = 4;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LifeMax = TimeSpan.FromSeconds(2);

    private readonly List<FollowUpServer> servers = [];
    private volatile TaskCompletionSource<FollowUpServer> listening = NextServer();

    public int Kills { get; private set; }

    /// <summary>How many of the kills came before the server listened.</summary>
    public int KillsAtStart { get; private set; }

    /// <summary>Starts the server and kills it at a random moment: of four times once within its start, else while it works.</summary>
    public async Task LiveAndDieAsync(string speed)
    {
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

    /// <summary>Starts a server that lives on.</summary>
    public async Task<FollowUpServer> LiveAsync(string speed)
    {
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

    /// <summary>Tells everybody's first order, and the second ones of those who buy again as soon as they have got the message of the day
    /// after; returns when all are thanked for.</summary>
    public async Task TellAsync(IReadOnlyList<Buyer> buyers, DateTimeOffset start)
    {
        await TellAsync(buyers.SelectMany(b => b.Tell(b.FirstOrderId, start.AddSeconds(-b.Number))));
        Dictionary<string, Buyer> waiting = buyers.Where(b => b.BuysAgain).ToDictionary(b => b.FirstOrderId, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
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
    }

    public static async Task<IReadOnlyList<OutboxMessage>> OutboxOfAsync(FollowUpServer server) => await server.OutboxAsync(OutboxMessage.Of);

    private static TaskCompletionSource<FollowUpServer> NextServer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<FollowUpServer> LaunchAsync(string speed)
    {
        FollowUpServer server = await FollowUpServer.LaunchAsync(dataFolder, ["--clock", clockStart, "--speed", speed], program);
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
