using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>Answers that must be rows.</summary>
internal static class EntityAnswer
{
    /// <exception cref="RequestFailedException">Not a row, or only half of one.</exception>
    public static TableEntity Read(Response response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content);
            return EntityJson.Read(document.RootElement);
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw Broken(fault);
        }
    }

    public static T As<T>(TableEntity entity)
        where T : class, ITableEntity => entity as T
        ?? throw new NotSupportedException($"The embedded build reads {nameof(TableEntity)} alone, not {typeof(T).Name}.");

    public static bool IsBroken(Exception fault) => fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException;

    /// <summary>Status 0, as where there is no answer at all: asking again may help.</summary>
    public static RequestFailedException Broken(Exception fault) => new(0, "The service's answer cannot be read.", fault);
}
