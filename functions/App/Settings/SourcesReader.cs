using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Sources</c>: a source id each, with its kind and its secrets.</summary>
internal static class SourcesReader
{
    private const int IdLengthMax = 40;

    /// <summary>What a consent of a source is worth.</summary>
    private enum ConsentTrust
    {
        AsTold,
        Confirm,
    }

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
                sources.Add(new SourceSettings(id, source, secrets)
                {
                    Topics = ReadTopics(settings, id, source, sources),
                    Api = ShopApiReader.Read(settings, id, source),
                    Address = ReadAddress(settings, id, source),
                    ConfirmsConsent = settings.Word($"Sources:{id}:Consent", ConsentTrust.AsTold) == ConsentTrust.Confirm,
                });
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
        if (source is { HasSecrets: false })
        {
            if (secrets.Count > 0)
            {
                settings.Refuse(name, "is not for this kind: nothing of it is signed; remove it");
            }

            return [];
        }

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

    /// <summary>Kept as it is written: a slash more would be another address, and another signature.</summary>
    private static string? ReadAddress(SettingsReader settings, string id, IShopSource source)
    {
        string name = $"Sources:{id}:Url";
        string? address = settings.Text(name);
        if (address is null && source.SignsAddress)
        {
            settings.Refuse(name, $"is missing; write the address of these webhooks as {source.Kind} was given it, such as https://follow.shop.example/api/webhooks/{id}");
        }

        if (address is not null && !source.SignsAddress)
        {
            settings.Refuse(name, "is only for sources that sign their address; remove it");
        }

        if (address is not null && ShopReader.WebAddress(address) is null)
        {
            settings.Refuse(name, $"'{address}' cannot be used; write an address such as https://follow.shop.example/api/webhooks/{id}");
        }

        return address;
    }

    /// <summary>Every event has one source that takes it.</summary>
    private static IReadOnlyList<string> ReadTopics(SettingsReader settings, string id, IShopSource source, IReadOnlyList<SourceSettings> others)
    {
        string name = $"Sources:{id}:Topics";
        IReadOnlyList<string> topics = settings.Texts(name);
        if (source is not IEventSource)
        {
            if (topics.Count > 0)
            {
                settings.Refuse(name, "is only for sources whose messages are events; remove it");
            }

            return [];
        }

        foreach (SourceSettings other in others.Where(o => o.Source is IEventSource))
        {
            if (topics.Count == 0 && other.Topics.Count == 0)
            {
                settings.Refuse(name, $"is missing, as it is for '{other.SourceId}': only one source can take what no other names");
            }

            foreach (string topic in topics.Intersect(other.Topics, StringComparer.OrdinalIgnoreCase))
            {
                settings.Refuse(name, $"'{topic}' is a topic of '{other.SourceId}', too; give each topic to one source");
            }
        }

        return topics;
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= IdLengthMax && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
