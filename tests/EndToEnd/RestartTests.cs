using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>What was accepted survives the process, however it ends, and leads to one message.</summary>
public abstract class RestartContract<TStore> : IDisposable
    where TStore : IShopStore, new()
{
    private const int OrderCount = 60;
    private const int Senders = 8;

    private const string Later = """
        id: later
        name: あとから
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - id: later
            after: PT20S
            send: { channel: [email], message: thank-you }

        """;

    private readonly ShopFolder folder = new TStore().NewFolder();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Kill_RightAfterWebhooksWereAccepted_LosesNoOrderAndRepeatsNoMessage()
    {
        ShopOrder[] orders = [.. Enumerable.Range(1, OrderCount).Select(n => new ShopOrder($"order-{n}"))];
        await using (FollowUpServer killed = await FollowUpServer.StartAsync(folder.Path))
        {
            ParallelOptions senders = new() { MaxDegreeOfParallelism = Senders };
            await Parallel.ForEachAsync(orders, senders, (o, _) => AcceptAsync(killed, o));
            await killed.KillAsync();
        }

        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);
        await EveryoneServedAsync(server, orders);
        await Parallel.ForEachAsync(orders, (o, _) => AcceptAsync(server, o)); // the shop, too, repeats what it is not sure of
        ShopOrder last = new("last");
        await AcceptAsync(server, last);
        await server.MailsToAsync(last.Email);
        IReadOnlyList<OutboxMail> mails = await server.MailsAsync();
        IEnumerable<string> expected = orders.Append(last).Select(o => o.Email).Order(StringComparer.Ordinal);
        Assert.Equal(expected, mails.Select(m => m.To).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Kill_AgainAndAgainWhileWorking_LosesNoOrderAndRepeatsNoMessage()
    {
        List<ShopOrder> orders = [];
        for (int round = 1; round <= 3; round++)
        {
            await using FollowUpServer killed = await FollowUpServer.StartAsync(folder.Path);
            ShopOrder[] more = [.. Enumerable.Range(1, 5).Select(n => new ShopOrder($"order-{round}-{n}"))];
            foreach (ShopOrder order in more)
            {
                await AcceptAsync(killed, order);
            }

            orders.AddRange(more);
            await killed.KillAsync();
        }

        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);
        await EveryoneServedAsync(server, orders);
        Assert.Equal(orders.Count, (await server.MailsAsync()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_ThatWaitsAtTheEndOfTheProcess_IsSentOnceAfterTheNextStart(bool isKilled)
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("later", Later);
        ShopOrder order = new("waiting") { OrderedAt = DateTimeOffset.UtcNow };
        await using (FollowUpServer first = await FollowUpServer.StartAsync(folder.Path, program: program))
        {
            order = order with { OrderedAt = DateTimeOffset.UtcNow };
            await AcceptAsync(first, order);
            await first.MailsToAsync(order.Email);
            await (isKilled ? first.KillAsync() : first.StopAsync());
        }

        await using FollowUpServer next = await FollowUpServer.StartAsync(folder.Path, program: program);
        IReadOnlyList<OutboxMail> mails = await next.MailsToAsync(order.Email, 2);
        OutboxMail later = Assert.Single(mails, m => m.StepId == "later");
        Assert.True(later.SentAt >= order.OrderedAt.AddSeconds(20), $"Sent at {later.SentAt:O} for an order of {order.OrderedAt:O}.");
        Assert.Single(mails, m => m.StepId == "thanks");
    }

    private static async ValueTask AcceptAsync(FollowUpServer server, ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static Task<HashSet<string>> EveryoneServedAsync(FollowUpServer server, IReadOnlyCollection<ShopOrder> orders)
    {
        return server.UntilAsync("a message for every order", AskAsync);

        async Task<HashSet<string>?> AskAsync()
        {
            HashSet<string> served = [.. (await server.MailsAsync()).Select(m => m.To)];
            return orders.All(o => served.Contains(o.Email)) ? served : null;
        }
    }
}

public sealed class RestartTests : RestartContract<SqliteShop>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureRestartTests : RestartContract<AzureShop>;
