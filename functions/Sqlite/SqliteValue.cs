namespace FollowUpFlows.Sqlite;

/// <summary>A parameter of a statement: a number, a text, bytes or null. Made by conversion, without boxing.</summary>
public readonly struct SqliteValue
{
    private static readonly object NumberMark = new();

    private readonly object? content;
    private readonly long number;

    private SqliteValue(object? content, long number = 0)
    {
        this.content = content;
        this.number = number;
    }

    public static SqliteValue Null => default;

    internal bool IsNumber => content == NumberMark;

    internal long Number => number;

    /// <summary>A string, a byte array, or null.</summary>
    internal object? Content => content;

    public static SqliteValue From(long number) => new(NumberMark, number);

    public static SqliteValue From(string? text) => new(text);

    public static SqliteValue From(byte[]? bytes) => new(bytes);

    public static implicit operator SqliteValue(long number) => From(number);

    public static implicit operator SqliteValue(long? number) => number is { } known ? From(known) : Null;

    public static implicit operator SqliteValue(string? text) => From(text);

    public static implicit operator SqliteValue(byte[]? bytes) => From(bytes);
}
