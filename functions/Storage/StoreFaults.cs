using Azure;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage;

/// <summary>What a store's fault means for the ports, said once.</summary>
internal static class StoreFaults
{
    private const int NoAnswer = 0;
    private const int TooManyRequests = 429;
    private const int RequestTimeout = 408;
    private const int ServerErrors = 500;

    public static StorageException From(SqliteFileException fault) => new(fault.Message, fault.IsTemporary, innerException: fault);

    public static StorageException Unreadable(Exception fault) =>
        new($"The store holds what this release cannot read: {fault.Message}", isTemporary: false, innerException: fault);

    /// <param name="service">Table or Queue.</param>
    public static StorageException From(RequestFailedException fault, string service) => fault.InnerException is SqliteFileException local
        ? From(local)
        : new(
            fault.Status == NoAnswer
                ? $"The {service.ToLowerInvariant()} service gave no answer that can be read."
                : $"The {service.ToLowerInvariant()} service failed ({fault.Status} {fault.ErrorCode}).",
            IsTemporary(fault.Status),
            RetryAfter(fault),
            fault);

    private static bool IsTemporary(int status) => status is NoAnswer or RequestTimeout or TooManyRequests or >= ServerErrors;

    private static TimeSpan? RetryAfter(RequestFailedException fault) =>
        fault.GetRawResponse() is { } response
        && response.Headers.TryGetValue("Retry-After", out string? seconds)
        && int.TryParse(seconds, out int count) ? TimeSpan.FromSeconds(count) : null;
}
