using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Support;

/// <summary>What the pipeline answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string? ContentType, IHeaderDictionary Headers, string Text)
{
    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public IEnumerable<JsonElement> Items => Json.GetProperty("items").EnumerateArray();

    public string? Next => Json.GetProperty("next").GetString();

    /// <summary>The value at the end of a path such as <c>rank.total.amount</c> or <c>items.0.state</c>, as text; null for null.</summary>
    public string? At(string path) => At(Json, path);

    public static string? At(JsonElement from, string path)
    {
        JsonElement at = from;
        foreach (string name in path.Split('.'))
        {
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(name);
        }

        return at.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => at.GetString(),
            _ => at.GetRawText(),
        };
    }

    /// <summary>That it is a problem of the status.</summary>
    /// <returns>What it says.</returns>
    public string IsProblem(int status, string type)
    {
        Assert.Equal(status, (int)Status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal("urn:followupflows:problem:" + type, At("type"));
        Assert.Equal($"{status}", At("status"));
        Assert.False(string.IsNullOrWhiteSpace(At("title")));
        return At("detail")!;
    }
}
