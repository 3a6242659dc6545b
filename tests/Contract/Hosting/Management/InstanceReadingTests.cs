using System.Text.Json;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Management.ManagementBed;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>What the addresses of the Durable Functions extension tell.</summary>
public sealed class InstanceReadingTests
{
    [Fact]
    public async Task Finished_IsShownWithItsInputAndOutput()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 3, 4 });

        Answer answer = await bed.GetAsync("/sum");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("Add", "sum", "Completed"), (answer.Text("name"), answer.Text("instanceId"), answer.Text("runtimeStatus")));
        Assert.Equal("[3,4]", answer.Body.GetProperty("input").GetRawText());
        Assert.Equal(7, answer.Body.GetProperty("output").GetInt32());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.Text("createdTime"));
        Assert.False(answer.Body.TryGetProperty("historyEvents", out _));
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Waiting_IsAcceptedAndSaysWhereToAskAgain()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Answer answer = await bed.GetAsync("/ear?showInput=false&code=not-shown");

        Assert.Equal(202, answer.Status);
        Assert.Equal("listening", answer.Text("customStatus"));
        Assert.Equal(JsonValueKind.Null, answer.Body.GetProperty("output").ValueKind);
        Assert.Equal(Instances + "/ear", answer.Headers.Location!.AbsolutePath);
        Assert.Equal(5, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?returnInternalServerErrorOnFailure=true", 500)]
    public async Task Failed_IsAnAnswerUnlessAskedForAnError(string query, int status)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Break", "bad");

        Answer answer = await bed.GetAsync("/bad" + query);

        Assert.Equal((status, "Failed"), (answer.Status, answer.Text("runtimeStatus")));
        Assert.Equal("System.InvalidOperationException: broken on purpose", answer.Text("output"));
    }

    [Fact]
    public async Task History_TellsWhatEndedWithWhenItBegan()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 3, 4 });

        JsonElement[] events = [.. (await bed.GetAsync("/sum?showHistory=true&showHistoryOutput=true")).Body.GetProperty("historyEvents").EnumerateArray()];

        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "TaskCompleted", "ExecutionCompleted"], events.Select(e => e.GetProperty("EventType").GetString()));
        Assert.Equal("Add", events[0].GetProperty("FunctionName").GetString());
        Assert.Equal([3, 7], events[1..3].Select(e => e.GetProperty("Result").GetInt32()));
        Assert.All(events[1..3], e => Assert.Equal("Plus", e.GetProperty("FunctionName").GetString()));
        Assert.All(events[1..3], e => Assert.True(e.GetProperty("ScheduledTime").GetDateTime() <= e.GetProperty("Timestamp").GetDateTime()));
        Assert.Equal("Completed", events[3].GetProperty("OrchestrationStatus").GetString());
    }

    [Fact]
    public async Task History_WithoutInputsAndOutputs_HoldsNeither()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 8765, 1 });

        Answer answer = await bed.GetAsync("/sum?showHistory=true&showInput=false");

        Assert.DoesNotContain("8765", answer.Body.GetProperty("historyEvents").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("8765", (await bed.GetAsync("/sum?showHistory=true")).Body.GetProperty("historyEvents").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfOneThatSleeps_HoldsItsTimer()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Sleep", "s");

        JsonElement last = (await bed.GetAsync("/s?showHistory=true")).Body.GetProperty("historyEvents").EnumerateArray().Last();

        Assert.Equal("TimerCreated", last.GetProperty("EventType").GetString());
        TimeSpan sleep = last.GetProperty("FireAt").GetDateTime() - last.GetProperty("Timestamp").GetDateTime();
        Assert.Equal(300, sleep.TotalDays);
    }

    [Fact]
    public async Task List_GivesPagesThatGoOnWithTheHeader()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        foreach (string id in new[] { "a-1", "a-2", "花-3", "b-1" })
        {
            await bed.BeginAsync("Add", id, new[] { 1 });
        }

        List<string> found = [];
        List<int> sizes = [];
        string? token = null;
        do
        {
            (string, string)[] headers = token is null ? [] : [("x-ms-continuation-token", token)];
            Answer page = await bed.AskAsync(HttpMethod.Get, Instances + "?top=2", null, headers);
            found.AddRange(page.Ids);
            sizes.Add(page.Ids.Length);
            token = page.Headers.TryGetValues("x-ms-continuation-token", out IEnumerable<string>? values) ? values.Single() : null;
        }
        while (token is not null);

        Assert.Equal(["a-1", "a-2", "b-1", "花-3"], found.Order(StringComparer.Ordinal));
        Assert.All(sizes, size => Assert.InRange(size, 0, 2));
    }

    [Theory]
    [InlineData("?runtimeStatus=Running", "ear")]
    [InlineData("?runtimeStatus=failed,Running", "bad ear")]
    [InlineData("?runtimeStatus=Failed&runtimeStatus=Completed", "bad sum")]
    [InlineData("?instanceIdPrefix=su", "sum")]
    [InlineData("?createdTimeFrom=2100-01-01T00:00:00Z", "")]
    [InlineData("?createdTimeTo=2000-01-01", "")]
    [InlineData("/", "bad ear sum")]
    public async Task List_IsNarrowedByItsQuery(string query, string ids)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Add", "sum", new[] { 1 });
        await bed.BeginAsync("Break", "bad");
        await bed.BeginAsync("Listen", "ear");

        Answer answer = await bed.GetAsync(query);

        Assert.Equal(200, answer.Status);
        Assert.Equal(ids, string.Join(' ', answer.Ids.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("?runtimeStatus=Runing")]
    [InlineData("?runtimeStatus=0")]
    [InlineData("?top=0")]
    [InlineData("?createdTimeFrom=yesterday")]
    [InlineData("?showInput=yes")]
    public async Task List_WithAQueryThatCannotBeRead_IsRefused(string query)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();

        Answer answer = await bed.GetAsync(query);

        Assert.Equal(400, answer.Status);
        Assert.Contains(query.Split('=')[1], answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_IsNotFound()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();

        Assert.Equal(404, (await bed.GetAsync("/nobody")).Status);
        Assert.Equal(404, (await bed.AskAsync(HttpMethod.Post, "/runtime/webhooks/durabletask/orchestrators/Add")).Status);
        Assert.Equal(404, (await bed.AskAsync(HttpMethod.Put, Instances)).Status);
        Assert.Empty((await bed.GetAsync("")).Ids);
    }
}
