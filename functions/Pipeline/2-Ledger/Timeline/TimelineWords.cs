using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Entries of a timeline as sentences.</summary>
public static class TimelineWords
{
    /// <summary>One line without a full stop, in the language.</summary>
    /// <param name="currency">The shop's.</param>
    public static string Sentence(TimelineEntry entry, Currency currency, Language language) =>
        language == Language.Ja ? TimelineWordsJa.Sentence(entry, currency) : Sentence(entry, currency);

    /// <summary>The same in English.</summary>
    /// <param name="currency">The shop's.</param>
    public static string Sentence(TimelineEntry entry, Currency currency) => entry.Kind switch
    {
        TimelineKind.Order => $"order {entry.Subject} of {Amount(entry, currency)} ({Word(entry.What)}){(entry.Reason is null ? "" : $", does not count: {Word(entry.Reason)}")}",
        TimelineKind.Refund => $"{Amount(entry, currency)} of order {entry.Subject} went back",
        TimelineKind.Event => $"event {entry.What}{(entry.Reason is null ? "" : $": {entry.Reason}")}",
        TimelineKind.Consent => $"marketing on {entry.Channel}{(entry.Subject is null ? "" : $" about {entry.Subject}")}: {Word(entry.What)}, stated at {entry.Reason}",
        TimelineKind.RankMove => $"rank in {entry.Subject}: {entry.What}, because of {Word(entry.Reason)}",
        TimelineKind.Enrollment when entry.Reason == nameof(EndReason.NewVersion) => $"went on in {entry.Subject}",
        TimelineKind.Enrollment => $"entered {entry.Subject}, caused by {entry.Reason}",
        TimelineKind.Goal => $"reached the goal of {entry.Subject}",
        TimelineKind.End => $"left {entry.Subject}: {Word(entry.Reason)}",
        TimelineKind.Choice when entry.Subject is { } experiment => $"at step {entry.StepId} fell into arm {entry.Reason} of the experiment {experiment}",
        TimelineKind.Choice => $"at step {entry.StepId} went {(entry.What == "None" ? "on, as no way was for them" : $"the way {entry.What["Arm".Length..]}")}",
        TimelineKind.Send => $"{Send(entry)} ({entry.Subject} on {entry.Channel}{Fallback(entry)}, step {entry.StepId})",
        TimelineKind.Delivery =>
            $"message {Word(entry.What)}{(entry.Reason is null ? "" : $": {entry.Reason}")} ({entry.Subject} on {entry.Channel}, step {entry.StepId})",
        TimelineKind.Note => $"{Note(entry)}, by {entry.By}: {entry.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private static string Note(TimelineEntry entry) => entry.What switch
    {
        nameof(NoteKind.Enrolled) => $"put into {entry.Subject} by hand",
        nameof(NoteKind.Stopped) => $"taken out of {entry.Subject} by hand",
        nameof(NoteKind.Suppressed) => $"nothing is sent on {entry.Subject} any more",
        nameof(NoteKind.Lifted) => $"messages go out on {entry.Subject} again",
        nameof(NoteKind.Decided) => $"decided what became of {entry.Subject}",
        nameof(NoteKind.Exported) => "all that is kept was handed out",
        _ => "note",
    };

    private static string Send(TimelineEntry entry) => (entry.What, entry.Reason) switch
    {
        ("Sent", _) => "message sent",
        ("Planned", null) => "message planned",
        ("Planned", var reason) => $"message deferred: {Word(reason)}",
        ("Claimed", _) => "message handed over, answer not known yet",
        (var state, null) => $"message {Word(state)}",
        (var state, var reason) => $"message {Word(state)}: {Word(reason)}",
    };

    private static string Fallback(TimelineEntry entry) =>
        entry.FallbackFrom is null ? "" : $" in place of {entry.FallbackFrom}: {Word(entry.FallbackReason)}";

    private static string Amount(TimelineEntry entry, Currency currency) => new Money(entry.AmountMinor ?? 0, currency).ToString();

    /// <summary><c>OrderNoLongerCounts</c> as people write it; what has blanks already stays as it is.</summary>
    private static string Word(string? word) => word is null ? "" : word.Contains(' ', StringComparison.Ordinal)
        ? word
        : string.Concat(word.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
