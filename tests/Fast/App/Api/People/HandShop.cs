using System.Net;
using System.Text.Json;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>A shop with somebody who has bought once, and a person of the shop at the console.</summary>
internal sealed class HandShop : IDisposable
{
    public const string Act = """{"by":"sato","why":"asked by telephone"}""";

    private readonly ApiBed bed;

    private HandShop(Story story, string customerId)
    {
        Story = story;
        CustomerId = customerId;
        bed = new ApiBed(story.World);
    }

    public Story Story { get; }

    public string CustomerId { get; }

    public static async Task<HandShop> OpenAsync(params string[] journeys) => await OpenAsync(Story.Hanako, journeys);

    public static async Task<HandShop> OpenAsync(SourceCustomer who, params string[] journeys)
    {
        Story story = await Story.WithAsync(journeys);
        await story.BuysAsync(who, "1");
        return new HandShop(story, (await story.StateAsync(who)).CustomerId);
    }

    public void Dispose() => bed.Dispose();

    /// <param name="path">Behind the customer's address.</param>
    public Task<ApiAnswer> GetAsync(string path) => bed.GetAsync($"/api/customers/{CustomerId}/{path}");

    /// <param name="path">Behind the customer's address.</param>
    public Task<ApiAnswer> AskAsync(string path) => bed.SendAsync("GET", $"/api/customers/{CustomerId}/{path}");

    /// <summary>What the person does, with the orchestrations that the host hands over.</summary>
    public async Task<ApiAnswer> DoAsync(string path, string? json = Act, string? customerId = null)
    {
        ApiAnswer answer = await bed.SendAsync(
            "POST", $"/api/customers/{customerId ?? CustomerId}/{path}", json, c => c.Items[typeof(IOrchestrations)] = Story.Shop.Orchestrations);
        await Story.Shop.RunAsync();
        return answer;
    }

    public async Task DoneAsync(string path, HttpStatusCode status, string json = Act)
    {
        ApiAnswer answer = await DoAsync(path, json);
        Assert.True(answer.Status == status, answer.Text);
    }

    /// <summary>That it was refused, with a word for programs and a sentence in both languages.</summary>
    public static void IsRefused(ApiAnswer answer, string reason)
    {
        string detail = answer.IsProblem(409, "conflict");
        Assert.Equal((reason, detail), (answer.At("reason"), answer.At("text.en")));
        Assert.Contains(answer.At("text.ja")!, c => c is >= '\u3040' and <= '\u9fff');
    }

    /// <summary>What people wrote and did, the latest first: what, on what, who and why.</summary>
    public async Task<string[]> NotesAsync() =>
    [
        .. (await GetAsync("timeline")).Items.Where(i => ApiAnswer.At(i, "kind") == "note")
            .Select(i => $"{ApiAnswer.At(i, "what")} {ApiAnswer.At(i, "subject")} {ApiAnswer.At(i, "by")}: {ApiAnswer.At(i, "reason")}"),
    ];

    public static IEnumerable<string> Texts(ApiAnswer answer, string list, string path) =>
        answer.Json.GetProperty(list).EnumerateArray().Select((JsonElement i) => ApiAnswer.At(i, path)!);
}
