namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>One customer's values as templates read them: missing ones replaced by defaults, and beside each value whether it
/// was really there, because <c>{{#if}}</c> asks for the value and not for its default.</summary>
/// <remarks>Names are flat (<c>order_total</c>), so that the default of one field cannot make its group appear.</remarks>
internal sealed class MergeModel
{
    private readonly List<string> values = [];

    private MergeModel(MergeData data, IReadOnlyDictionary<string, string> defaults)
    {
        Fill(null, data.Value, defaults, Plain, Marked);
        foreach (MergeField list in MergeFields.Of(null).Where(f => f.Kind == MergeKind.List))
        {
            List<Dictionary<string, object>> plain = [];
            List<Dictionary<string, object>> marked = [];
            foreach (IReadOnlyDictionary<string, string> entry in data.Entries(list.Name))
            {
                plain.Add([]);
                marked.Add([]);
                Fill(list.Name, name => entry.GetValueOrDefault(name), defaults, plain[^1], marked[^1]);
            }

            Put(Key(list), HasKey(list), plain, plain.Count > 0, Plain);
            Put(Key(list), HasKey(list), marked, marked.Count > 0, Marked);
        }
    }

    /// <summary>The values themselves.</summary>
    public Dictionary<string, object> Plain { get; } = [];

    /// <summary>A mark in place of each value, to be replaced with <see cref="MarkedText"/> after Markdown was read.</summary>
    public Dictionary<string, object> Marked { get; } = [];

    /// <summary>What the marks stand for, by their number. Numbers depend on the fields alone: messages that differ only
    /// in their values have the same marks.</summary>
    public IReadOnlyList<string> Values => values;

    public static MergeModel Of(MergeData data, IReadOnlyDictionary<string, string> defaults) => new(data, defaults);

    public static string Key(MergeField field) => field.List is null ? field.Name.Replace('.', '_') : field.ShortName;

    public static string HasKey(MergeField field) => "has_" + Key(field);

    private void Fill(
        string? list,
        Func<string, string?> find,
        IReadOnlyDictionary<string, string> defaults,
        Dictionary<string, object> plain,
        Dictionary<string, object> marked)
    {
        foreach (MergeField field in MergeFields.Of(list).Where(f => f.Kind != MergeKind.List))
        {
            string? own = find(field.Name);
            string value = own ?? defaults.GetValueOrDefault(field.Name) ?? field.Fallback ?? "";
            Put(Key(field), HasKey(field), value, own is not null, plain);
            Put(Key(field), HasKey(field), MarkedText.Mark(values.Count, field.Kind == MergeKind.Link), own is not null, marked);
            values.Add(value);
        }
    }

    private static void Put(string key, string hasKey, object value, bool isPresent, Dictionary<string, object> model)
    {
        model[key] = value;
        model[hasKey] = isPresent;
    }
}
