using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Sources:NAME:Api</c>: how to ask the shop.</summary>
internal static class ShopApiReader
{
    /// <summary>Null where nothing of it is set: the shop's API is then not used.</summary>
    public static IReadOnlyDictionary<string, string>? Read(SettingsReader settings, string sourceId, IShopSource source)
    {
        string section = $"Sources:{sourceId}:Api";
        IReadOnlyList<string> written = settings.Children(section);
        IReadOnlyList<ApiSetting> known = source is IApiSource api ? api.ApiSettings : [];
        foreach (string name in written.Where(w => !known.Any(k => k.Name.Equals(w, StringComparison.OrdinalIgnoreCase))))
        {
            settings.Refuse($"{section}:{name}", known.Count == 0
                ? "is not for this kind: it tells everything by itself; remove it"
                : $"is not known for this kind; write {string.Join(" or ", known.Select(k => k.Name))}");
        }

        if (known.Count == 0 || (written.Count == 0 && source is not IApiSource { NeedsApi: true }))
        {
            return null;
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (ApiSetting setting in known)
        {
            if (Value(settings, $"{section}:{setting.Name}", setting) is { } value)
            {
                values[setting.Name] = value;
            }
        }

        return values;
    }

    private static string? Value(SettingsReader settings, string name, ApiSetting setting)
    {
        if (settings.Text(name) is null)
        {
            if (setting is { Default: null, IsOptional: false })
            {
                settings.Refuse(name, $"is missing: the shop cannot be asked without it; write {setting.Expected}");
            }

            return setting.Default;
        }

        return settings.Parse(name, "", text => setting.IsUsable(text) ? text : null, setting.Expected, setting.IsSecret);
    }
}
