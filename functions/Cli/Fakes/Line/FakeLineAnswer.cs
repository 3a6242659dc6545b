namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>A call of LINE's API.</summary>
/// <param name="Path">With the leading slash, without a query.</param>
/// <param name="Headers">Names in any case.</param>
public sealed record FakeLineRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as it came, for pictures.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>What is answered.</summary>
/// <param name="Break">How far the answer gets.</param>
public sealed record FakeLineAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers, AnswerBreak Break = AnswerBreak.None)
{
    /// <summary>The request that LINE took under the same key before.</summary>
    public const string AcceptedIdHeader = "x-line-accepted-request-id";

    internal static FakeLineAnswer Of(int status, string body) => new(status, body, new Dictionary<string, string>());

    /// <param name="message">LINE's own words.</param>
    internal static FakeLineAnswer Error(int status, string message) => Of(status, $$"""{"message":"{{message}}"}""");

    internal FakeLineAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}

/// <summary>How far an answer gets.</summary>
public enum AnswerBreak
{
    /// <summary>All of it arrives.</summary>
    None,

    /// <summary>Nothing ever arrives, and the connection stays.</summary>
    Silence,

    /// <summary>The connection ends before the first byte.</summary>
    Lost,

    /// <summary>The connection ends in the middle.</summary>
    Half,
}
