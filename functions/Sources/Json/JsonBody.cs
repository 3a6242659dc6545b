using System.Text.Json;
using System.Text.Unicode;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Json;

/// <summary>Opens the body of a webhook. Whatever the bytes are, the answer is a reading.</summary>
internal static class JsonBody
{
    // A field that comes twice has two meanings, and the signature covers both.
    private static readonly JsonDocumentOptions EachFieldOnce = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>What <paramref name="read"/> makes of the body's object; Unreadable with the first fault that it met.</summary>
    /// <param name="read">Must not keep the object: it is closed afterwards.</param>
    public static WebhookReading Read(ReadOnlyMemory<byte> body, Func<JsonObject, WebhookReading> read) => ReadAny(body, (root, fault) =>
    {
        WebhookReading reading = read(JsonObject.Open(root, "$", fault));
        return fault.Text is { } text ? new WebhookReading.Unreadable(text) : reading;
    });

    /// <summary>The same for a body that is no object; what the faults mean is up to <paramref name="read"/>.</summary>
    public static WebhookReading ReadAny(ReadOnlyMemory<byte> body, Func<JsonElement, FirstFault, WebhookReading> read)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return new WebhookReading.Unreadable("$: expected UTF-8, found other bytes");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body, EachFieldOnce);
            return read(document.RootElement, new FirstFault());
        }
        catch (JsonException)
        {
            return new WebhookReading.Unreadable(
                "$: expected JSON, at most 64 levels deep and each field once, found something else");
        }
        catch (InvalidOperationException)
        {
            // Thrown by half a surrogate pair ("\ud800"), which JSON allows and text does not.
            return new WebhookReading.Unreadable("$: expected texts of whole characters, found half a surrogate pair");
        }
    }
}
