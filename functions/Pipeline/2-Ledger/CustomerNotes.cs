using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>What people of the shop write about a customer, and what they did to them by hand. It is forgotten with the customer.</summary>
public sealed class CustomerNotes(CustomerStore customers, Clocks clocks)
{
    /// <summary>The longest text, in characters.</summary>
    public const int LengthMax = 2000;

    /// <summary>Writes a note down. Nothing of the customer changes by it.</summary>
    /// <param name="about">What the act was about: a journey or a channel; null for a note alone.</param>
    /// <returns>The note; null when there is nobody, or they were forgotten.</returns>
    public Task<CustomerNote?> AddAsync(string customerId, NoteKind kind, string? about, string by, string text, CancellationToken cancellationToken)
    {
        CustomerNote note = new(clocks.Shop.GetUtcNow(), kind, about, by, text);
        EntityChange row = new EntityChange.Put(NoteRows.Row(customerId, note, Guid.NewGuid()));
        return customers.ChangeAsync<CustomerNote?>(
            customerId,
            (state, _) => Task.FromResult(state.Profile is null || state.Customer.IsForgotten
                ? new CustomerChange<CustomerNote?>(null, null, [])
                : new CustomerChange<CustomerNote?>(note, null, [row])),
            cancellationToken);
    }
}

/// <summary>Something that a person wrote or did.</summary>
/// <param name="At">On the shop clock, UTC.</param>
/// <param name="About">A journey or a channel; null for a note alone.</param>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Text">The note, or the reason of the act.</param>
public sealed record CustomerNote(DateTimeOffset At, NoteKind Kind, string? About, string By, string Text);

/// <summary>What a note tells of. Words are kept for ever.</summary>
public enum NoteKind
{
    /// <summary>Nothing was done: words alone.</summary>
    Written,

    /// <summary>The customer was put into a journey.</summary>
    Enrolled,

    /// <summary>The customer was taken out of a journey.</summary>
    Stopped,

    /// <summary>An address of the customer was put on the suppression list.</summary>
    Suppressed,

    /// <summary>An address of the customer was taken off the suppression list.</summary>
    Lifted,

    /// <summary>All that is kept of the customer was handed out.</summary>
    Exported,

    /// <summary>It was said what became of a message that nobody could find out about.</summary>
    Decided,
}

/// <summary>How notes are kept in the customer's partition. Names are kept for ever.</summary>
internal static class NoteRows
{
    public const string Key = "note";

    public static readonly string Prefix = RowKeys.Under(Key);

    public static Entity Row(string customerId, CustomerNote note, Guid mark) => new EntityProperties()
        .Set("At", note.At)
        .Set("Kind", note.Kind)
        .Set("About", note.About)
        .Set("By", note.By)
        .Set("Text", note.Text)
        .Row(customerId, RowKeys.Of(Key, RowKeys.Sortable(note.At), mark.ToString("N")));

    public static CustomerNote Note(Entity row) =>
        new(row.Instant("At")!.Value, row.Word<NoteKind>("Kind"), row.Text("About"), row.Text("By")!, row.Text("Text")!);
}
