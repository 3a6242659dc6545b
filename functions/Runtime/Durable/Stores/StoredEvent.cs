using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>The stored form of every kind of event: one flat object with short names, of which each kind uses some. Names and the
/// letters of kinds are kept for ever.</summary>
internal sealed record StoredEvent
{
    [JsonPropertyName("v")]
    public int FormatVersion { get; init; }

    [JsonPropertyName("k")]
    public string Kind { get; init; } = string.Empty;

    [JsonPropertyName("i")]
    public int Id { get; init; }

    [JsonPropertyName("q")]
    public long Number { get; init; }

    [JsonPropertyName("n")]
    public string? Name { get; init; }

    /// <summary>Input, result, payload, output or reason.</summary>
    [JsonPropertyName("d")]
    public string? Data { get; init; }

    /// <summary>Ticks in UTC.</summary>
    [JsonPropertyName("t")]
    public long At { get; init; }

    /// <summary>Execution of a start, instance of a child or of a sent event.</summary>
    [JsonPropertyName("o")]
    public string? Other { get; init; }

    [JsonPropertyName("r")]
    public string? Version { get; init; }

    [JsonPropertyName("p")]
    public ParentLink? Parent { get; init; }

    [JsonPropertyName("g")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [JsonPropertyName("f")]
    public StoredFailure? Failure { get; init; }

    [JsonPropertyName("z")]
    public bool IsFinal { get; init; }
}

internal sealed record StoredFailure(
    [property: JsonPropertyName("t")] string Type,
    [property: JsonPropertyName("m")] string Message,
    [property: JsonPropertyName("s")] string? StackTrace,
    [property: JsonPropertyName("i")] StoredFailure? Inner)
{
    /// <summary>JSON is not nested deeper than 64 levels; who retries in a loop may pack each exception into the next.</summary>
    private const int CausesMax = 32;

    /// <summary>Causes that lie deeper are left out.</summary>
    public static StoredFailure? Of(TaskFailureDetails? failure) => Of(failure, CausesMax);

    public TaskFailureDetails Details() => new(Type, Message, StackTrace, Inner?.Details(), null);

    private static StoredFailure? Of(TaskFailureDetails? failure, int causesMax) => failure is null
        ? null
        : new StoredFailure(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            causesMax > 0 ? Of(failure.InnerFailure, causesMax - 1) : null);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(StoredFailure))]
[JsonSerializable(typeof(ParentLink))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Japanese stays readable and three times shorter; nothing of this goes into a web page.</summary>
    public static StoredJson Compact { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    });
}
