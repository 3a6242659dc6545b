using FollowUpFlows.App.Settings;
using FollowUpFlows.Sources;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Settings as an operator sets them: names with colons, and values.</summary>
internal static class SettingsText
{
    public static AppSettings Read(params (string Name, string? Value)[] settings) =>
        AppSettings.Read(Reader(settings), SourceKinds.All);

    /// <summary>The faults of settings that must be refused.</summary>
    public static IReadOnlyList<string> Faults(params (string Name, string? Value)[] settings) =>
        Assert.Throws<SettingsException>(() => Read(settings)).Faults;

    public static SettingsReader Reader(params (string Name, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, s.Value))).Build());
}
