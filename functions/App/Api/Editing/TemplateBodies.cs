using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>A file of templates.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds; with the kind it is the file's name in this API.</param>
/// <param name="Path">Where it lies in a folder of templates.</param>
/// <param name="Version">Of a journey or rank model; null for messages, parts and frames, which are published with journeys, and for new files.</param>
/// <param name="Hash">The same for the same words; null for a new file that was never published, and so is when it was.</param>
/// <param name="PublishedAt">When these words were published, on the shop clock.</param>
/// <param name="UsedBy">Journeys that send it, or have it in or around their messages.</param>
/// <param name="HasDraft">Whether somebody is writing it.</param>
/// <param name="UsedIn">Of a part: the messages and parts that include it, drafts counted as they are written; empty for others.</param>
/// <param name="Title">The name of a journey, rank model or part, the subject of an e-mail, as its newest words say, those of a draft included; null for others, and where it cannot be read.</param>
internal sealed record TemplateItem(
    TemplateKind Kind, string Name, string Path, int? Version, string? Hash, DateTimeOffset? PublishedAt, IReadOnlyList<string> UsedBy,
    IReadOnlyList<TemplateRef> UsedIn, bool HasDraft, LocalText? Title)
{
    /// <param name="uses">Of the parts (<see cref="PartUses"/>).</param>
    public static TemplateItem Of(PublishedFile file, Draft? draft, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) =>
        new(file.Name.Kind, file.Name.Name, file.Path, file.Version, file.Hash, file.PublishedAt, file.UsedBy, UsesOf(file.Name, uses), draft is not null, TemplateTitles.Of(file.Name, draft?.Text ?? file.Text));

    public static TemplateItem OfNew(Draft draft, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) =>
        new(draft.Name.Kind, draft.Name.Name, draft.Name.Path, null, null, null, [], UsesOf(draft.Name, uses), true, TemplateTitles.Of(draft.Name, draft.Text));

    private static TemplateRef[] UsesOf(TemplateName name, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) =>
        name.Kind == TemplateKind.Part ? TemplateRef.UsesOf(name.Name, uses) : [];
}

/// <summary>A file of templates with its words.</summary>
/// <param name="Template">The file as in the list.</param>
/// <param name="Text">Its words, exactly.</param>
internal sealed record TemplateBody(TemplateItem Template, string Text)
{
    public static TemplateBody Of(PublishedFile file, Draft? draft, IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> uses) => new(TemplateItem.Of(file, draft, uses), file.Text);
}

/// <summary>A file that somebody is writing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The id of what it holds.</param>
/// <param name="BasedOn">The hash of the published words with which it began; null for a new file.</param>
/// <param name="IsStale">Whether other words were published since it began.</param>
/// <param name="SavedAt">When it was saved last, on the shop clock.</param>
/// <param name="SavedBy">Who did; null when they did not say.</param>
/// <param name="Tag">Changes with every save: what to send back as If-Match, in quotes. The header ETag says the same.</param>
internal sealed record DraftItem(TemplateKind Kind, string Name, string? BasedOn, bool IsStale, DateTimeOffset SavedAt, string? SavedBy, string Tag)
{
    /// <param name="published">The file as it is published; null when it never was.</param>
    public static DraftItem Of(Draft draft, PublishedFile? published) =>
        new(draft.Name.Kind, draft.Name.Name, draft.BasedOn, draft.BasedOn != published?.Hash, draft.SavedAt, draft.SavedBy, draft.Tag);
}

/// <summary>A file that somebody is writing, with its words.</summary>
/// <param name="Draft">The file as in the list.</param>
/// <param name="Text">Its words, exactly.</param>
internal sealed record DraftBody(DraftItem Draft, string Text)
{
    public static DraftBody Of(Draft draft, PublishedFile? published) => new(DraftItem.Of(draft, published), draft.Text);
}

/// <summary>Words to keep.</summary>
/// <param name="Text">The whole file; up to 100,000 characters.</param>
/// <param name="BasedOn">The hash of the published words with which it began; left out for a new file.</param>
/// <param name="By">Who writes, as the shop calls them; may be left out. Of people who have signed in their own name is kept.</param>
internal sealed record DraftText(string? Text, string? BasedOn, string? By);
