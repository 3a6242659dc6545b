using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Where a layout takes in the message.</summary>
internal static class LayoutSlots
{
    /// <summary>The rendered body; in HTML the one thing that is put in as it is.</summary>
    public static MergeField Body { get; } = Slot("body", new LocalText("本文", "the message's text"));

    public static MergeField Subject { get; } = Slot("subject", new LocalText("件名", "the subject"));

    public static MergeField Preheader { get; } =
        Slot("preheader", new LocalText("プリヘッダー", "the line that inboxes show behind the subject"));

    public static IReadOnlyList<MergeField> All { get; } = [Body, Subject, Preheader];

    private static MergeField Slot(string name, LocalText meaning) => new(name, MergeKind.Text, MergePresence.Always, meaning);
}
