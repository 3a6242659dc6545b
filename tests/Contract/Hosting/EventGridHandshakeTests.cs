using System.Text.Json;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Support.EventBed;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What a subscription asks before it delivers.</summary>
public sealed class EventGridHandshakeTests
{
    private const string Code = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6";

    public static TheoryData<string> Validations =>
    [
        File.ReadAllText(Repository.PathOf("tests/fixtures/events/eventgrid-validation.json")),
        $$$"""{"specversion":"1.0","id":"1","source":"/s","type":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"{{{Code}}}"}}""",
        $$$"""{"specversion":"1.0","id":"1","source":"/s","type":"Microsoft.EventGrid.SubscriptionValidationEvent","data":"{\"validationCode\":\"{{{Code}}}\"}"}""",
    ];

    [Theory]
    [MemberData(nameof(Validations))]
    public async Task Validation_IsAnsweredWithItsCode(string body)
    {
        await using EventBed bed = await EventBed.StartAsync();

        using HttpResponseMessage response = await bed.SendAsync(Request("one-grid", body, "SubscriptionValidation"));

        Assert.Equal(200, (int)response.StatusCode); // 202 is refused
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(Code, answer.RootElement.GetProperty("validationResponse").GetString());
        Assert.Empty(bed.Runs);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""[{"data":{}}]""")]
    [InlineData("""[{"data":"no json"}]""")]
    [InlineData("""[{"data":{"validationCode":null}}]""")]
    public async Task Validation_WithoutACode_IsABadRequest(string body)
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(400, await bed.PostAsync("one-grid", body, "SubscriptionValidation"));
    }

    [Fact]
    public async Task Validation_ForAFunctionThatIsNot_IsNotFound()
    {
        await using EventBed bed = await EventBed.StartAsync();
        string body = File.ReadAllText(Repository.PathOf("tests/fixtures/events/eventgrid-validation.json"));

        Assert.Equal(404, await bed.PostAsync("nobody", body, "SubscriptionValidation"));
    }

    [Fact]
    public async Task Unsubscription_IsAccepted()
    {
        await using EventBed bed = await EventBed.StartAsync();

        Assert.Equal(202, await bed.PostAsync("one-grid", "[]", "Unsubscribe"));
        Assert.Empty(bed.Runs);
    }

    [Fact]
    public async Task Options_AgreesToTheOriginThatAsks()
    {
        await using EventBed bed = await EventBed.StartAsync();

        using HttpResponseMessage response = await bed.SendAsync(
            Options("one-cloud", ("WebHook-Request-Origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", "120")));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["eventgrid.azure.net"], response.Headers.GetValues("WebHook-Allowed-Origin"));
        Assert.Equal(["*"], response.Headers.GetValues("WebHook-Allowed-Rate"));
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Options_WithoutARate_NamesNone()
    {
        await using EventBed bed = await EventBed.StartAsync();

        using HttpResponseMessage response = await bed.SendAsync(Options("one-cloud", ("WebHook-Request-Origin", "events.example")));

        Assert.Equal(["events.example"], response.Headers.GetValues("WebHook-Allowed-Origin"));
        Assert.False(response.Headers.Contains("WebHook-Allowed-Rate"));
    }

    [Fact]
    public async Task Options_ThatNamesNoOrigin_IsABadRequest()
    {
        await using EventBed bed = await EventBed.StartAsync();

        using HttpResponseMessage response = await bed.SendAsync(Options("one-cloud"));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("WebHook-Allowed-Origin"));
    }
}
