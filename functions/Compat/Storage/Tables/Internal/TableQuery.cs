using System.Globalization;
using System.Text.Json;
using Azure;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>A query, page by page.</summary>
/// <param name="Resource"><c>Tables</c>, or a table's name with <c>()</c>.</param>
/// <param name="Top">Most rows of a page; null leaves it to the service, which stops at 1000.</param>
internal sealed record TableQuery(string Resource, string? Filter, int? Top, IEnumerable<string>? Select)
{
    /// <param name="token">Of the page before; null for the first.</param>
    public string Path(string? token)
    {
        List<string> query = [];
        Add(query, "$filter", Filter);
        Add(query, "$top", Top?.ToString(CultureInfo.InvariantCulture));
        Add(query, "$select", Select is null ? null : string.Join(',', Select));
        if (token?.Split(' ') is [var partition, .. var rest])
        {
            string first = Resource == "Tables" ? "NextTableName" : "NextPartitionKey";
            Add(query, first, partition);
            Add(query, "NextRowKey", rest is [{ Length: > 0 } row] ? row : null);
        }

        return query.Count == 0 ? Resource : $"{Resource}?{string.Join('&', query)}";
    }

    /// <exception cref="RequestFailedException">Not what was asked for, or only half of it.</exception>
    public static Page<T> Page<T>(Response response, string? token, Func<JsonElement, T> read)
        where T : notnull
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Content);
            return global::Azure.Page<T>.FromValues([.. document.RootElement.GetProperty("value").EnumerateArray().Select(read)], Next(response, token), response);
        }
        catch (Exception fault) when (EntityAnswer.IsBroken(fault))
        {
            throw EntityAnswer.Broken(fault);
        }
    }

    /// <summary>The row key may be missing; a token that never ends must not be followed for ever.</summary>
    private static string? Next(Response response, string? token)
    {
        string? partition = Header(response, "x-ms-continuation-NextPartitionKey") ?? Header(response, "x-ms-continuation-NextTableName");
        string? next = partition is null ? null : $"{partition} {Header(response, "x-ms-continuation-NextRowKey")}";
        return next is not null && next == token
            ? throw new RequestFailedException(0, "The service answers with the same continuation again and again.")
            : next;
    }

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out string? value) ? value : null;

    private static void Add(List<string> query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}
