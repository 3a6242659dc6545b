using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Extensions.Logging;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Support.EventBed;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Deliveries in both schemas, one event and many, by every kind of parameter.</summary>
public sealed class EventGridTriggerTests
{
    private const string Batch = "application/cloudevents-batch+json; charset=utf-8";

    [Theory]
    [InlineData("one-text", "TEXT")]
    [InlineData("one-data", "TEXT")]
    [InlineData("one-cloud", "/shop e1 made 7")]
    [InlineData("one-object", "e1 made")]
    [InlineData("all-text", "TEXT")]
    [InlineData("all-data", "TEXT")]
    [InlineData("all-cloud", "e1")]
    public async Task CloudEvent_IsGivenAsTheParametersType(string function, string given)
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(202, await bed.PostAsync(function, Cloud("e1"), null, "application/cloudevents+json"));

        Assert.Equal([given.Replace("TEXT", Cloud("e1"), StringComparison.Ordinal)], bed.Runs);
    }

    [Theory]
    [InlineData("one-text", "TEXT")]
    [InlineData("one-grid", "/topics/shop e1 made 7")]
    [InlineData("all-grid", "e1")]
    public async Task GridEvent_IsGivenAsTheParametersType(string function, string given)
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(202, await bed.PostAsync(function, $"[{Grid("e1")}]"));

        Assert.Equal([given.Replace("TEXT", Grid("e1"), StringComparison.Ordinal)], bed.Runs);
    }

    [Fact]
    public async Task Delivery_OfSeveral_RunsOnceForEachOrOnceForAll()
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(202, await bed.PostAsync("one-cloud", $"[{Cloud("e1")},{Cloud("e2")}]", null, Batch));
        Assert.Equal(202, await bed.PostAsync("all-cloud", $"[{Cloud("e3")},{Cloud("e4")}]", null, Batch));
        Assert.Equal(202, await bed.PostAsync("all-grid", $"[{Grid("e5")},{Grid("e6")}]"));
        Assert.Equal(202, await bed.PostAsync("all-text", "[]"));

        Assert.Equal(["", "/shop e1 made 7", "/shop e2 made 7", "e3|e4", "e5|e6"], bed.Runs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task FunctionName_IsFoundInAnyCase()
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(202, await bed.PostAsync("ONE-Text", Cloud("e1")));
        Assert.Equal(404, await bed.PostAsync("one-textile", Cloud("e2")));
        Assert.Equal(404, await bed.PostAsync("", Cloud("e3")));

        Assert.Equal([Cloud("e1")], bed.Runs);
    }

    [Fact]
    public async Task Delivery_DuringWhichOneFails_IsAnsweredWith500AfterAllRan()
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(500, await bed.PostAsync("picky", $"[{Cloud("e1")},{Cloud("e2", "bad")},{Cloud("e3")}]"));

        Assert.Equal(["e1", "e2", "e3"], bed.Runs.Order(StringComparer.Ordinal));
        Assert.Single(bed.App.Log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains("picky", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one-cloud", """{"id":"e1"}""")] // no CloudEvent
    [InlineData("one-grid", """{"specversion":"1.0","id":"e1","source":"/s","type":"t"}""")] // a CloudEvent where the other schema is taken
    [InlineData("one-object", """{"id":7}""")]
    public async Task Event_OfAnotherTypeThanTheParameter_FailsTheDelivery(string function, string told)
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(500, await bed.PostAsync(function, told));

        Assert.Empty(bed.Runs);
    }

    [Theory]
    [InlineData("no json", "Notification", "application/json")]
    [InlineData("7", "Notification", "application/json")]
    [InlineData("[7]", "Notification", "application/json")]
    [InlineData("", "Notification", "application/json")]
    [InlineData("{}", "Invitation", "application/json")]
    [InlineData("{}", null, "application/json")]
    [InlineData("{}", null, "no type")]
    [InlineData("{", null, "application/cloudevents+json")]
    public async Task Request_ThatIsNoDelivery_IsABadRequest(string body, string? kind, string contentType)
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(400, await bed.PostAsync("one-text", body, kind, contentType));

        Assert.Empty(bed.Runs);
    }

    [Theory]
    [InlineData(2 * 1024 * 1024, 202)]
    [InlineData(2 * 1024 * 1024 + 1, 413)]
    public async Task Delivery_IsTakenUpToItsLimit(int bytes, int status)
    {
        await using EventBed bed = await EventBed.StartAsync();
        string padding = new('x', bytes - Cloud("e1", data: "\"\"").Length);

        Assert.Equal(status, await bed.PostAsync("all-cloud", Cloud("e1", data: $"\"{padding}\"")));

        Assert.Equal(status == 202 ? 1 : 0, bed.Runs.Count);
    }

    [Fact]
    public async Task Get_IsNotAllowed()
    {
        await using EventBed bed = await EventBed.StartAsync();

        using HttpResponseMessage response = await bed.App.Client.GetAsync("/runtime/webhooks/EventGrid?functionName=one-text");

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST", "OPTIONS"], response.Content.Headers.Allow);
    }
}
