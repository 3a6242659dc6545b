using System.Collections.Immutable;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Which merge fields may be named at a place of a template, and which of them surely have a value there.</summary>
/// <param name="Defaults">The template's own, by full name.</param>
/// <param name="Slots">Names that are no merge fields but parts of the message, such as <c>body</c> in a layout.</param>
internal sealed record FieldScope(IReadOnlyDictionary<string, string> Defaults, IReadOnlyList<MergeField> Slots)
{
    /// <summary>Whether it is left to whoever includes the text which fields have a value.</summary>
    public bool IsLenient { get; init; }

    /// <summary>The list of the <c>{{#each}}</c> around the place.</summary>
    private MergeField? List { get; init; }

    /// <summary>Full names that an <c>{{#if}}</c> around the place has found.</summary>
    private ImmutableHashSet<string> Found { get; init; } = [];

    /// <summary>Inside a list the short names of its entries come first.</summary>
    public MergeField? Find(string name) =>
        (List is { } list ? MergeFields.Of(list.Name).FirstOrDefault(f => f.ShortName == name) : null)
        ?? Slots.FirstOrDefault(f => f.Name == name)
        ?? (MergeFields.Find(name) is { List: null } field ? field : null);

    /// <summary>What could have been meant, for the fault.</summary>
    public string Names(MergeKind[] kinds) => string.Join(
        ", ",
        (List is { } list ? MergeFields.Of(list.Name).Select(f => f.ShortName) : [])
            .Concat(MergeFields.Of(null).Concat(Slots).Where(f => kinds.Contains(f.Kind)).Select(f => f.Name)));

    public bool IsSure(MergeField field) =>
        IsLenient
        || field.Presence == MergePresence.Always
        || field.Fallback is not null
        || Defaults.ContainsKey(field.Name)
        || Found.Contains(field.Name)
        || (field.Presence == MergePresence.WithGroup && Found.Contains(field.Group));

    /// <summary>Inside <c>{{#if}}</c>: the field is there, and with any field that its group brings the whole group.</summary>
    public FieldScope Where(MergeField found) =>
        this with { Found = found.List is null ? Found.Add(found.Name).Add(found.Group) : Found.Add(found.Name) };

    /// <summary>Inside <c>{{#each}}</c>; whoever has entries has their group.</summary>
    public FieldScope In(MergeField list) => Where(list) with { List = list };

    /// <summary>How Handlebars finds the field from here.</summary>
    public string Path(MergeField field) => Prefix(field) + MergeModel.Key(field);

    /// <summary>How Handlebars finds out whether it is there.</summary>
    public string HasPath(MergeField field) => Prefix(field) + MergeModel.HasKey(field);

    private string Prefix(MergeField field) => List is null || field.List is not null ? "" : "@root.";
}
