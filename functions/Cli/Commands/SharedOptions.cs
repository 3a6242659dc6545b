using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using NodaTime.Text;

namespace FollowUpFlows.Cli.Commands;

/// <summary>How a result is written.</summary>
internal enum OutputFormat
{
    Csv,
    Json,
    Table,
}

/// <summary>Options that several commands have, each described once.</summary>
internal static class SharedOptions
{
    public static Option<string> Orders() => new("--orders")
    {
        Description = "CSV of orders: order_id,customer_id,ordered_at,total and optional columns; the same order_id again replaces the earlier row",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string?> Events() => new("--events")
    {
        Description = "CSV of events: customer_id,type,at,value (click, survey, login, referral, ugc, opinion …)",
        HelpName = "FILE",
    };

    public static Option<ShopCalendar?> Timezone() => new("--timezone")
    {
        Description = $"The shop's time zone, an IANA name (default {ShopCalendar.DefaultZoneId})",
        HelpName = "TZ",
        CustomParser = result => Parse(result, ShopCalendar.Find, "is not a time zone; write an IANA name such as Asia/Tokyo"),
    };

    public static Option<Currency?> OrdersCurrency() => new("--currency")
    {
        Description = "The file's currency, three letters (default: its column 'currency', else JPY)",
        HelpName = "CODE",
        CustomParser = result => Parse(result, Currency.Find, "is not a currency; write three letters such as JPY"),
    };

    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = ParseDay,
    };

    /// <summary>The data folder that a command takes when none is named.</summary>
    public const string DefaultData = "followup-data";

    public static Option<string?> Data() => new("--data") { Description = $"The data folder (default {DefaultData})", HelpName = "DIR" };

    public static Option<DateTimeOffset?> Clock(string description) => new("--clock")
    {
        Description = description,
        HelpName = "ISO",
        CustomParser = ParseInstant,
    };

    public static Option<OutputFormat?> Format(string defaults) =>
        Choice<OutputFormat>("--format", $"How the result is written (default {defaults})");

    public static Option<Language?> OutputLanguage() => Choice<Language>("--language", "The language of sentences (default ja)");

    /// <summary>An option whose values are the names of an enumeration, in lower case.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                int index = Array.IndexOf(words, result.Tokens[0].Value.ToLowerInvariant());
                if (index < 0)
                {
                    result.AddError($"{name} takes {string.Join(", ", words)}, not '{result.Tokens[0].Value}'");
                    return null;
                }

                return Enum.GetValues<T>()[index];
            },
        };
    }

    private static DateOnly? ParseDay(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        result.AddError($"'{text}' is not a date; write it as 2026-01-31");
        return null;
    }

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ParseResult<NodaTime.OffsetDateTime> parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (!parsed.Success)
        {
            result.AddError($"'{text}' is not an instant; write it as 2026-11-21T09:00:00+09:00");
        }

        return parsed.Success ? parsed.Value.ToDateTimeOffset() : null;
    }

    private static T? Parse<T>(ArgumentResult result, Func<string, T?> find, string problem)
        where T : class
    {
        string text = result.Tokens[0].Value;
        if (find(text) is { } found)
        {
            return found;
        }

        result.AddError($"'{text}' {problem}");
        return null;
    }
}
