using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Pages that activities bring, read within an orchestrator.</summary>
public abstract class PageTests(Setup setup) : EngineSuite(setup)
{
    private sealed record PageRequest(string Shop, string? After);

    [Fact, Row(66)]
    public async Task Pageable_OverActivities_GoesThroughAllPages_OneActivityEach()
    {
        List<string?> asked = [];
        Run.Orchestrator("List", async c =>
        {
            string shop = c.GetInput<string>()!;
            AsyncPageable<string> customers = Pageable.Create(
                (token, _) => c.CallActivityAsync<Page<string>>("Page", new PageRequest(shop, token)));
            List<string> all = [];
            await foreach (string customer in customers)
            {
                all.Add(await c.CallActivityAsync<string>("Greet", customer));
            }

            return all;
        });
        Run.Activity<PageRequest>("Page", request =>
        {
            asked.Add(request.After);
            return request.After switch
            {
                null => new Page<string>([$"{request.Shop} 1", $"{request.Shop} 2"], "2"),
                "2" => new Page<string>([], "empty"),
                _ => new Page<string>([$"{request.Shop} 3"]),
            };
        });
        Run.Activity<string>("Greet", name => $"Hello, {name}");
        await Run.StartAsync();

        List<string> all = (await Run.RunAsync("List", "Tokyo")).ReadOutputAs<List<string>>()!;

        Assert.Equal(["Hello, Tokyo 1", "Hello, Tokyo 2", "Hello, Tokyo 3"], all);
        Assert.Equal([null, "2", "empty"], asked);
    }

    [Fact, Row(66)]
    public async Task Pageable_AsPages_GoesOnFromATokenWithTheSizeAskedFor()
    {
        Run.Orchestrator("List", async c =>
        {
            AsyncPageable<int> numbers = Pageable.Create<int>(
                (token, size, _) => c.CallActivityAsync<Page<int>>("Page", $"{token} {size}"));
            List<int> counts = [];
            await foreach (Page<int> page in numbers.AsPages("5", 4))
            {
                counts.Add(page.Values.Sum());
            }

            return counts;
        });
        Run.Activity<string>("Page", text =>
        {
            int[] request = [.. text.Split(' ').Select(int.Parse)];
            int[] values = [.. Enumerable.Range(request[0], request[1]).Where(n => n < 10)];
            return new Page<int>(values, values.Length < request[1] ? null : $"{request[0] + request[1]}");
        });
        await Run.StartAsync();

        Assert.Equal([5 + 6 + 7 + 8, 9], (await Run.RunAsync("List")).ReadOutputAs<List<int>>()!);
    }
}

public sealed class PageTestsInMemoryCached() : PageTests(Setup.InMemoryCached);

public sealed class PageTestsInMemoryUncached() : PageTests(Setup.InMemoryUncached);

public sealed class PageTestsSqliteCached() : PageTests(Setup.SqliteCached);

public sealed class PageTestsSqliteUncached() : PageTests(Setup.SqliteUncached);
