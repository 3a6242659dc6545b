using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>Reads customers from CSV: <c>customer_id</c> and optional columns.</summary>
public static class CustomersCsv
{
    private const string DefaultConsentSource = "csv";

    private static readonly char[] TagSeparators = [';', '|', '；', '｜'];

    /// <summary>The columns that a customers file has.</summary>
    public static CsvColumns Columns { get; } = new(
        ["customer_id"],
        [
            "name", "kana", "email", "phone", "birthday", "registered_at", "postal_code", "line_user_id",
            "consent_email", "consent_line", "consent_at", "consent_source", "tags",
        ]);

    private static string[] AllColumns { get; } = [.. Columns.Required, .. Columns.Optional];

    /// <summary>Reads the whole file. A customer id that comes again replaces the earlier row.</summary>
    /// <param name="calendar">Gives dates their first instant.</param>
    /// <param name="now">When the file is read, UTC: a refusal without a date counts from then.</param>
    public static CsvReading<FileCustomer> Read(Stream stream, ShopCalendar calendar, DateTimeOffset now)
    {
        CsvReading<FileCustomer> reading = CsvFile.Read(stream, Columns, row => ReadRow(row, calendar, now));
        return reading with { Rows = CsvFile.LastOf(reading.Rows, r => r.Customer.ExternalId!) };
    }

    private static FileCustomer ReadRow(FieldReader row, ShopCalendar calendar, DateTimeOffset now) =>
        new(row.Line, row.Fingerprint(AllColumns), new SourceCustomer
        {
            ExternalId = row.RequiredId("customer_id"),
            Name = row.Text("name"),
            Kana = row.Text("kana"),
            Email = Checked(row, "email", t => CustomerIdentity.NormalizeEmail(t) is not null, "is no e-mail address"),
            Phone = Checked(row, "phone", t => CustomerIdentity.NormalizePhone(t) is not null, "is no telephone number"),
            Birthday = ReadBirthday(row),
            RegisteredAt = row.LongText("registered_at") is null ? null : row.Moment("registered_at", calendar)?.At,
            PostalCode = row.Text("postal_code"),
            LineUserId = Checked(row, "line_user_id", t => CustomerIdentity.NormalizeLineUserId(t) is not null, "must be U and 32 hexadecimal digits in small letters"),
            Tags = ReadTags(row),
            Consents = ReadConsents(row, calendar, now),
            UpdatedAt = now,
        });

    /// <summary>What is written must be right: an address with a slip of the pen would be passed over for ever.</summary>
    private static string? Checked(FieldReader row, string column, Predicate<string> isRight, string fault)
    {
        if (row.Text(column) is not { } text)
        {
            return null;
        }

        if (!isRight(text))
        {
            row.Refuse($"{column} '{text}' {fault}");
        }

        return text;
    }

    private static Birthday? ReadBirthday(FieldReader row)
    {
        if (row.Text("birthday") is not { } text)
        {
            return null;
        }

        Birthday? birthday = Birthday.Find(text);
        if (birthday is null)
        {
            row.Refuse($"birthday '{text}' is no day since 1900; write 1985-04-12, --04-12 without the year, or --04 for the month alone");
        }

        return birthday;
    }

    private static string[]? ReadTags(FieldReader row)
    {
        string[]? tags = row.LongText("tags")?.Split(TagSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (tags?.Length > CustomerDetails.TagsMax || tags?.Any(t => t.Length > CustomerDetails.TagLengthMax) == true)
        {
            row.Refuse($"tags are more than {CustomerDetails.TagsMax}, or one is longer than {CustomerDetails.TagLengthMax} characters; they are separated by ; or |");
        }

        return tags;
    }

    private static List<Consent> ReadConsents(FieldReader row, ShopCalendar calendar, DateTimeOffset now)
    {
        (Channel Channel, ConsentState? State)[] said = [(Channel.Email, ReadState(row, "consent_email")), (Channel.Line, ReadState(row, "consent_line"))];
        DateTimeOffset? at = row.LongText("consent_at") is null ? null : row.Moment("consent_at", calendar)?.At;
        string source = row.Text("consent_source") ?? DefaultConsentSource;
        if (row.LongText("consent_at") is null && said.Any(s => s.State is ConsentState.Granted or ConsentState.Pending))
        {
            row.Refuse("consent_at is empty; a consent is proven by the day on which it was given");
        }

        return [.. said.Where(s => s.State is not null).Select(s => new Consent(s.Channel, s.State!.Value, at ?? now, source))];
    }

    /// <summary>A word that is not known could be a refusal, and is never passed over.</summary>
    private static ConsentState? ReadState(FieldReader row, string column) =>
        row.Word(column, "yes", "no", "granted", "withdrawn", "pending", "はい", "いいえ") switch
        {
            null => null,
            "yes" or "granted" or "はい" => ConsentState.Granted,
            "pending" => ConsentState.Pending,
            _ => ConsentState.Withdrawn,
        };
}
