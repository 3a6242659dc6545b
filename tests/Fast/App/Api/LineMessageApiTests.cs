using System.Text;
using System.Text.Json;
using FollowUpFlows.App.Api;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Messages that are checked while they are written.</summary>
public sealed class LineMessageApiTests
{
    private const string Path = "/api/messages/line/validate";
    private const string Sound = "messages:\n  - type: text\n    text: \"{{customer.nameWithHonorific}}へ\"\n";
    private const string Faulty = "messages:\n  - type: text\n    text: \"{{customer.name}}\"\n";

    private readonly LineBed line = new();

    [Fact]
    public async Task Validate_WithoutLine_FindsFaultsAndAsksNobody()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Equal(("not-connected", "[]", null), Read(await SendAsync(bed, Sound)));
        ApiAnswer faulty = await SendAsync(bed, Faulty);
        Assert.Equal(("not-asked", "3", "1"), (faulty.At("line"), faulty.At("faults.0.line"), $"{faulty.Json.GetProperty("faults").GetArrayLength()}"));
        Assert.StartsWith("'customer.name' may be missing; ", faulty.At("faults.0.message"), StringComparison.Ordinal);
    }

    /// <summary>Too large for customers with an order alone.</summary>
    [Fact]
    public async Task Validate_TooLargeWithValues_SaysSo()
    {
        using ApiBed bed = Connected();
        string text = new('x', 4_990);
        ApiAnswer answer = await SendAsync(bed, $"messages:\n  - type: text\n    text: \"{text}{{{{#if order}}}}{{{{order.id}}}}{{{{order.date}}}}{{{{/if}}}}\"\n");
        Assert.Equal(("not-asked", null), (answer.At("line"), answer.At("faults.0.line")));
        Assert.Equal("5005 characters of 'text'; LINE takes up to 5000", answer.At("faults.0.message"));
        Assert.Empty(line.Wire.Requests);
    }

    [Fact]
    public async Task Validate_WithLine_AsksItForEveryWayTheMessageCanCome()
    {
        using ApiBed bed = Connected();
        Assert.Equal(("taken", "[]", null), Read(await SendAsync(bed, Sound)));
        Assert.Equal(
            ["お客さまへ", "山田 花子 様へ"],
            line.Wire.Requests.Where(r => r.Path == "/v2/bot/message/validate/push")
                .Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("messages")[0].GetProperty("text").GetString()));
        Assert.Empty(line.Line.Delivered);
    }

    [Fact]
    public async Task Validate_WhereLineHasAnotherOpinion_TellsIt()
    {
        LineClient refusing = LineBed.Answered(400, """{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}""");
        using ApiBed bed = Connected(refusing);
        Assert.Equal(("refused", "[]", "The request body has 1 error(s); messages[0].text: May not be empty"), Read(await SendAsync(bed, Sound)));
    }

    [Fact]
    public async Task Validate_WhereLineDoesNotAnswer_SaysThat()
    {
        using ApiBed bed = Connected();
        line.Line.FailTokens();
        (string? word, string? faults, string? said) = Read(await SendAsync(bed, Sound));
        Assert.Equal(("not-reached", "[]"), (word, faults));
        Assert.StartsWith("no access token: status 500", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "not-connected")]
    [InlineData(1, "not-asked")]
    public async Task Validate_AFileOfAnySize_IsBounded(int more, string word)
    {
        using ApiBed bed = new(new TestWorld());
        string start = Sound + "#";
        string file = start + new string('x', ValidateLineMessage.TextBytesMax - Encoding.UTF8.GetByteCount(start) + more);
        Assert.Equal(word, (await SendAsync(bed, file)).At("line"));
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("null", 400)]
    [InlineData("{\"text\": 1}", 400)]
    [InlineData("{", 400)]
    public async Task Validate_WithoutAText_IsRefused(string json, int status)
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("POST", Path, json)).IsProblem(status, "bad-request");
    }

    [Fact]
    public async Task Validate_OfAnotherFormOrSize_IsRefused()
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("POST", Path, "{}", c => c.Request.ContentType = "text/plain")).IsProblem(415, "unsupported-media-type");
        (await bed.SendAsync("POST", Path, new string(' ', LineMessageEndpoints.BodyBytesMax + 1))).IsProblem(413, "too-large");
        (await bed.SendAsync("POST", Path + "?x=1", "{}")).IsProblem(400, "bad-request");
    }

    private static (string? Word, string? Faults, string? Said) Read(ApiAnswer answer) => (answer.At("line"), answer.At("faults"), answer.At("said"));

    private static async Task<ApiAnswer> SendAsync(ApiBed bed, string text)
    {
        ApiAnswer answer = await bed.SendAsync("POST", Path, JsonSerializer.Serialize(new { text }));
        Assert.Equal(200, (int)answer.Status);
        return answer;
    }

    private ApiBed Connected(LineClient? client = null) => new(new TestWorld(), add: s => s.AddSingleton<ILineCheck>(new LineCheck(client ?? line.Client)));
}
