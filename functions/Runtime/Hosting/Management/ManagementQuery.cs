using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Primitives;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>A request asks for something that cannot be read.</summary>
internal sealed class ManagementQueryException(string message) : Exception(message);

/// <summary>The query of a management request, by the names of the extension.</summary>
/// <remarks>What cannot be read is refused. The extension passes it over, and then lists, or purges, more than was meant.</remarks>
internal sealed class ManagementQuery(IQueryCollection query)
{
    private const int PageSizeMax = 1_000;

    public string? Prefix => Text("instanceIdPrefix");

    public DateTimeOffset? CreatedFrom => Instant("createdTimeFrom");

    public DateTimeOffset? CreatedTo => Instant("createdTimeTo");

    public string? Reason => Text("reason");

    public string? Text(string name) => query[name] is { Count: > 0 } values && values[^1] is { Length: > 0 } text ? text : null;

    public bool Is(string name, bool otherwise) => Text(name) is not { } text ? otherwise
        : bool.TryParse(text, out bool value) ? value
        : throw Unreadable(name, text, "true or false");

    /// <summary>Up to a thousand, whatever is asked: pages go on.</summary>
    public int PageSize => Text("top") is not { } text ? OrchestrationQuery.DefaultPageSize
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0 ? Math.Min(size, PageSizeMax)
        : throw Unreadable("top", text, "a number from 1 on");

    /// <summary>Several in one value, parted by commas, or several values.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses()
    {
        StringValues values = query["runtimeStatus"];
        return [.. values.OfType<string>().SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Status)];
    }

    private static OrchestrationRuntimeStatus Status(string text) =>
        text.AsSpan().Trim() is [>= 'A', ..] && Enum.TryParse(text.Trim(), ignoreCase: true, out OrchestrationRuntimeStatus status)
            ? status
            : throw Unreadable("runtimeStatus", text, "Running, Completed, Failed, Terminated, Pending or Suspended");

    private DateTimeOffset? Instant(string name) => Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant.ToUniversalTime()
            : throw Unreadable(name, text, "an instant such as 2026-11-21T09:00:00Z");

    private static ManagementQueryException Unreadable(string name, string text, string expected) =>
        new($"'{name}' is '{text}', expected {expected}.");
}
