using System.Text.Json;

namespace FollowUpFlows.App.Api.Http;

/// <summary>A parameter of an address: handlers read it, and the document shows it, by this one description.</summary>
/// <param name="Kind">How its text is written.</param>
/// <param name="Words">The words that it can be; empty for any text.</param>
/// <param name="IsInPath">Otherwise in the query, where it may be left out, or a header.</param>
internal sealed record ApiParameter(string Name, string Description, ApiParameterKind Kind, IReadOnlyList<string> Words, bool IsInPath = false, bool IsHeader = false)
{
    public const int LimitMax = 200;
    public const int DefaultLimit = 50;

    public static ApiParameter Limit { get; } =
        new("limit", "The most items on the page.", ApiParameterKind.Limit, []);

    public static ApiParameter Cursor { get; } = new(
        "cursor",
        "The 'next' of the page before. It belongs to this address with these parameters ('limit' may differ); any other is refused.",
        ApiParameterKind.Text,
        []);

    /// <summary>A header of the request.</summary>
    public static ApiParameter Header(string name, string description) => new(name, description, ApiParameterKind.Text, [], IsHeader: true);

    public static ApiParameter Text(string name, string description) => new(name, description, ApiParameterKind.Text, []);

    public static ApiParameter Day(string name, string description) => new(name, description, ApiParameterKind.Day, []);

    public static ApiParameter Word<T>(string name, string description)
        where T : struct, Enum => new(name, description, ApiParameterKind.Text, [.. Enum.GetValues<T>().Select(WordOf)]);

    /// <summary>As it is written in answers, too.</summary>
    public static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public ApiParameter InPath() => this with { IsInPath = true };
}

/// <summary>How the text of a parameter is written.</summary>
internal enum ApiParameterKind
{
    Text,
    Day,
    Limit,
}

/// <summary>The parameters that an endpoint takes; others are refused.</summary>
internal sealed record ApiParameters(IReadOnlyList<ApiParameter> All);
