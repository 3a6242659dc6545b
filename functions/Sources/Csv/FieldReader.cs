using System.Globalization;
using CsvHelper;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>The row that the reader stands on: gives its fields and collects what is wrong with them.</summary>
internal sealed class FieldReader(CsvReader reader, string[] header)
{
    private const int TextLengthMax = 1_000;
    private const int IdLengthMax = 200;
    private const int FingerprintLength = 26;

    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>One object serves the whole file; to be called on each row.</summary>
    public void Begin() => faults.Clear();

    /// <summary>A fault is named once, however often its field is read.</summary>
    public void Refuse(string reason)
    {
        if (!faults.Contains(reason))
        {
            faults.Add(reason);
        }
    }

    /// <summary>Line of the file on which the row begins, from 1.</summary>
    public int Line => (int)reader.LineNumber;

    /// <summary>The same for two rows exactly when these columns say the same, in whichever order the file has them.</summary>
    public string Fingerprint(IEnumerable<string> columns)
    {
        IEnumerable<string> said = columns.Order(StringComparer.Ordinal).Where(c => LongText(c) is not null).Select(c => $"{c}={LongText(c)}");
        return OpaqueId.Of(FingerprintLength, string.Join('\u001F', said));  // a character that no text holds
    }

    /// <summary>The field without spaces around it, of any length; null when the column is missing or the field empty.</summary>
    public string? LongText(string column)
    {
        int index = Array.IndexOf(header, column);
        return index >= 0 && reader.GetString(index).Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>As <see cref="LongText"/>, but too long for any store is a fault; then null.</summary>
    public string? Text(string column) => AtMost(TextLengthMax, column);

    /// <summary>As <see cref="Text"/>, as long as ids may be.</summary>
    public string? Id(string column) => AtMost(IdLengthMax, column);

    /// <summary>As <see cref="Id"/>, but empty is a fault; then the empty string.</summary>
    public string RequiredId(string column) => Id(column) ?? (LongText(column) is null ? RequiredText(column) : "");

    /// <summary>As <see cref="Text"/>, but empty is a fault; then the empty string.</summary>
    public string RequiredText(string column)
    {
        if (LongText(column) is not null)
        {
            return Text(column) ?? "";
        }

        Refuse($"{column} is empty");
        return "";
    }

    /// <summary>An amount of zero or more in minor units; null when the field is empty, and when it is refused.</summary>
    public long? AmountMinor(string column, Currency currency)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        (long minor, AmountFault? fault) = Amounts.Parse(text, currency);
        if (fault is null)
        {
            return minor;
        }

        Refuse(fault switch
        {
            AmountFault.NotPlain => $"{column} '{text}' is not a number; write it plainly, without signs or separators, such as 1980 or 19.80",
            AmountFault.Negative => $"{column} '{text}' is negative; returns go into the column 'refunded' of the order that they belong to",
            AmountFault.TooLarge => $"{column} '{text}' is larger than any order",
            _ => $"{column} '{text}' has more than the {currency.MinorDigits} decimals of {currency}; if the file is in another currency, say so with --currency",
        });
        return null;
    }

    /// <summary>A date, kept as it is, or an RFC 3339 instant, put on the shop's calendar; null when refused.</summary>
    public (DateTimeOffset At, DateOnly On)? Moment(string column, ShopCalendar calendar)
    {
        string text = RequiredText(column);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            && Instants.IsYearUsable(day.Year))
        {
            return (calendar.StartOf(day), day);
        }

        if (Instants.Parse(text) is { } at)
        {
            return (at, calendar.DateOf(at));
        }

        Refuse($"{column} '{text}' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)");
        return null;
    }

    /// <summary>One of the words; null when the field is empty, and when it is refused.</summary>
    public string? Word(string column, params ReadOnlySpan<string> words)
    {
        if (Text(column)?.ToLowerInvariant() is not { } text)
        {
            return null;
        }

        foreach (string word in words)
        {
            if (text == word)
            {
                return word;
            }
        }

        Refuse($"{column} '{Text(column)}' must be one of {string.Join(", ", words.ToArray())}");
        return null;
    }

    private string? AtMost(int length, string column)
    {
        if (LongText(column) is not { } text || text.Length <= length)
        {
            return LongText(column);
        }

        Refuse($"{column} is longer than {length} characters");
        return null;
    }
}
