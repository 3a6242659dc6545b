using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>What <c>GET /api/outbox</c> shows.</summary>
internal static class Outbox
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Every e-mail, the latest first; there must be nothing else.</summary>
    public static Task<IReadOnlyList<OutboxMail>> MailsAsync(this FollowUpServer server) => server.OutboxAsync(OutboxMail.Of);

    /// <summary>Every message, the latest first.</summary>
    public static async Task<IReadOnlyList<T>> OutboxAsync<T>(this FollowUpServer server, Func<JsonElement, T> read)
    {
        List<T> messages = [];
        string? cursor = null;
        do
        {
            string query = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            using JsonDocument page = JsonDocument.Parse(await server.Http.GetStringAsync($"/api/outbox?limit=200{query}"));
            messages.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(read));
            cursor = page.RootElement.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return messages;
    }

    /// <summary>All messages to an address once there are at least so many.</summary>
    public static Task<IReadOnlyList<OutboxMail>> MailsToAsync(this FollowUpServer server, string address, int atLeast = 1) =>
        server.UntilAsync($"{atLeast} message(s) in the outbox", async () =>
        {
            IReadOnlyList<OutboxMail> mails = [.. (await server.MailsAsync()).Where(m => m.To == address)];
            return mails.Count >= atLeast ? mails : null;
        });

    /// <summary>Asks again and again until there is a result.</summary>
    public static async Task<T> UntilAsync<T>(this FollowUpServer server, string what, Func<Task<T?>> ask)
        where T : class
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await ask() is { } result)
                {
                    return result;
                }
            }
            catch (HttpRequestException e)
            {
                Assert.Fail($"{e.Message}. Waited {waited.Elapsed} for: {what}. The server printed:\n{server.Log}");
            }

            Assert.True(waited.Elapsed < ProcessRun.Patience, $"Waited {ProcessRun.Patience} for: {what}. The server printed:\n{server.Log}");
            await Task.Delay(Pause);
        }
    }
}

/// <summary>An e-mail in the outbox.</summary>
internal sealed record OutboxMail(
    string EnrollmentId,
    string StepId,
    string Channel,
    DateTimeOffset SentAt,
    string To,
    string Subject,
    string Html,
    string Text,
    Uri Unsubscribe)
{
    public static OutboxMail Of(JsonElement item)
    {
        JsonElement content = item.GetProperty("content");
        return new OutboxMail(
            item.GetProperty("enrollmentId").GetString()!,
            item.GetProperty("stepId").GetString()!,
            item.GetProperty("channel").GetString()!,
            item.GetProperty("sentAt").GetDateTimeOffset(),
            Text("to"),
            Text("subject"),
            Text("html"),
            Text("text"),
            new Uri(Text("unsubscribe")));

        string Text(string name) => content.GetProperty(name).GetString()!;
    }
}
