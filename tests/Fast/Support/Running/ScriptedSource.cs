using System.Collections.Concurrent;
using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A shop system whose messages mean what a test says.</summary>
internal sealed class ScriptedSource : IShopSource
{
    public const string Secret = "the-secret";

    private readonly ConcurrentDictionary<string, WebhookReading> meanings = new(StringComparer.Ordinal);

    public string Kind { get; init; } = "scripted";

    public bool HasGlobalIds { get; init; } = true;

    public bool ForgetsBodies { get; set; }

    public IReadOnlyList<string> KeptHeaders { get; } = ["X-Topic"];

    public string? FaultOfSecret(string secret) => null;

    public WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        request.Header("X-Hint") is not null ? new WebhookCheck.Hint()
        : request.Header("X-Id") is { } id && request.Header("X-Secret") is { } secret && secrets.Contains(secret)
            ? new WebhookCheck.Authentic(id)
        : new WebhookCheck.Refused("not signed");

    public WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt) => request.Pulled?.EndsWith("-gone", StringComparison.Ordinal) == true
        ? new WebhookReading.Ignored("it is gone")
        : meanings[Encoding.UTF8.GetString(request.Body.Span)];

    /// <summary>What says only that something has changed, and is not signed.</summary>
    public static WebhookRequest Hint() => new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Hint"] = "1" }, "anything"u8.ToArray());

    /// <summary>A webhook of that delivery id with that meaning.</summary>
    public WebhookRequest Webhook(string id, WebhookReading meaning)
    {
        string body = "body of " + id;
        meanings[body] = meaning;
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Id"] = id,
            ["X-Secret"] = Secret,
            ["X-Topic"] = "topic",
        };
        return new WebhookRequest(headers, Encoding.UTF8.GetBytes(body));
    }

    public WebhookRequest Webhook(string id, params ShopEvent[] events) => Webhook(id, new WebhookReading.Understood(events));
}
