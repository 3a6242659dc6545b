using FollowUpFlows.App.Settings;
using FollowUpFlows.Sources.EventGrid;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Sources.SendGrid;
using FollowUpFlows.Sources.Shopify;
using FollowUpFlows.Sources.Standard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>Settings that note what the application asks them for.</summary>
internal sealed class RecordedSettings(IEnumerable<KeyValuePair<string, string?>> values) : IConfiguration
{
    private readonly IConfigurationRoot inner = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string key]
    {
        get
        {
            names.Add(key);
            return inner[key];
        }
        set => throw new NotSupportedException();
    }

    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public AppSettings Read() => AppSettings.Read(
        new SettingsReader(this), [new ShopifySource(), new StandardSource(), new EventGridSource(), new LineSource(), new SendGridSource()]);

    /// <summary>Whether it was asked for, by its name or as an item of a list.</summary>
    public bool WereAskedFor(string name) =>
        names.Contains(name) || (char.IsAsciiDigit(name[^1]) && lists.Contains(name[..name.LastIndexOf(':')]));

    public IConfigurationSection GetSection(string key)
    {
        lists.Add(key);
        return inner.GetSection(key);
    }

    public IEnumerable<IConfigurationSection> GetChildren() => inner.GetChildren();

    public IChangeToken GetReloadToken() => inner.GetReloadToken();
}
