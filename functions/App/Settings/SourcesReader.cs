using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Sources</c>: a source id each, with its kind and its secrets.</summary>
internal static class SourcesReader
{
    private const int IdLengthMax = 40;

    public static IReadOnlyList<SourceSettings> Read(SettingsReader settings, IReadOnlyList<IShopSource> kinds)
    {
        List<SourceSettings> sources = [];
        foreach (string id in settings.Children("Sources"))
        {
            if (!IsId(id))
            {
                settings.Refuse($"Sources:{id}", $"a source's name is its webhook address: lower-case letters, digits and hyphens, at most {IdLengthMax}");
            }

            string kind = settings.Text($"Sources:{id}:Kind") ?? "";
            IReadOnlyList<string> secrets = ReadSecrets(settings, id, kinds.FirstOrDefault(k => k.Kind == kind));
            if (kinds.FirstOrDefault(k => k.Kind == kind) is { } source)
            {
                sources.Add(new SourceSettings(id, source, secrets));
            }
            else
            {
                settings.Refuse($"Sources:{id}:Kind", $"'{kind}' is not a kind of source; write {string.Join(" or ", kinds.Select(k => k.Kind).Order(StringComparer.Ordinal))}");
            }
        }

        return sources;
    }

    private static IReadOnlyList<string> ReadSecrets(SettingsReader settings, string id, IShopSource? source)
    {
        string name = $"Sources:{id}:Secrets";
        IReadOnlyList<string> secrets = settings.Texts(name);
        if (secrets.Count == 0)
        {
            settings.Refuse(name, "is missing: without it nobody can tell the shop's webhooks from others'");
        }

        foreach ((int index, string secret) in secrets.Index())
        {
            if (source?.FaultOfSecret(secret) is { } fault)
            {
                settings.Refuse($"{name}:{index}", fault);
            }
        }

        return secrets;
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= IdLengthMax && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
