namespace FollowUpFlows.App.Settings;

/// <summary>Where state lies.</summary>
internal enum StorageProvider
{
    /// <summary>A SQLite file in the data folder.</summary>
    Sqlite,

    /// <summary>Nowhere: all is gone when the process ends.</summary>
    InMemory,
}

/// <summary>The section <c>Storage</c>.</summary>
/// <param name="Directory">The data folder.</param>
internal sealed record StorageSettings(StorageProvider Provider, string Directory)
{
    public const string DirectoryName = "Storage:Directory";
    public const string DefaultDirectory = "followup-data";

    public static StorageSettings Read(SettingsReader settings) => new(
        settings.Word("Storage:Provider", StorageProvider.Sqlite),
        settings.Text(DirectoryName) ?? DefaultDirectory);
}
