using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Reads of a list only what leads through it; what its items mean is read when they are processed.</summary>
internal static class PolledJson
{
    /// <exception cref="ShopApiException">The answer has another shape than was agreed.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ShopApiException(ShopApiFailure.Rejected, "the answer has another shape than expected", innerException: e);
        }
    }

    /// <summary>An id, written as a text or a number.</summary>
    public static string IdOf(JsonElement item, string field) => item.GetProperty(field) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        var text => text.GetString() is { Length: > 0 } id ? id : throw new FormatException("An id is empty."),
    };
}
