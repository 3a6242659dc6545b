using System.Text.RegularExpressions;
using FollowUpFlows.App.Access;
using FollowUpFlows.Storage.Azure;

namespace FollowUpFlows.App.Settings;

/// <summary>Where state lies.</summary>
internal enum StorageProvider
{
    /// <summary>A SQLite file in the data folder.</summary>
    Sqlite,

    /// <summary>Tables and queues of an account of Azure Storage.</summary>
    Azure,

    /// <summary>Nowhere: all is gone when the process ends.</summary>
    InMemory,
}

/// <summary>The section <c>Storage</c>.</summary>
/// <param name="Directory">The data folder.</param>
/// <param name="Account">Set exactly for <see cref="StorageProvider.Azure"/>.</param>
internal sealed partial record StorageSettings(StorageProvider Provider, string Directory, AzureAccount? Account = null)
{
    public const string DirectoryName = "Storage:Directory";
    public const string DefaultDirectory = "followup-data";

    private const string ProviderName = "Storage:Provider";
    private const string ConnectionName = "Storage:ConnectionString";
    private const string AccountName = "Storage:AccountName";
    private const string SuffixName = "Storage:EndpointSuffix";
    private const string DefaultSuffix = "core.windows.net";

    /// <summary>Under this name an Azure Functions host keeps the account of its queue triggers.</summary>
    private const string HostName = "AzureWebJobsStorage";

    public static StorageSettings Read(SettingsReader settings)
    {
        StorageProvider provider = settings.Word(ProviderName, StorageProvider.Sqlite);
        if (provider != StorageProvider.Azure && FunctionsHost.IsOnAzure(settings.Text))
        {
            settings.Refuse(ProviderName, $"{provider} would lose everything here: a disk on Azure Functions goes with its instance, and other instances do not see it; set Azure");
        }

        return new StorageSettings(
            provider,
            settings.Text(DirectoryName) ?? DefaultDirectory,
            provider == StorageProvider.Azure ? ReadAccount(settings) : null);
    }

    /// <summary>The account that the section names, else that of the host.</summary>
    private static AzureAccount? ReadAccount(SettingsReader settings)
    {
        (string? connection, string? name) = (settings.Text(ConnectionName), settings.Text(AccountName));
        switch (connection, name)
        {
            case (not null, not null):
                settings.Refuse(AccountName, $"set it or {ConnectionName}, not both");
                return null;
            case (not null, null):
                return ReadConnection(settings, ConnectionName, connection);
            case (null, not null):
                return ReadIdentity(settings, AccountName, name, settings.Text("Storage:ClientId"));
        }

        if (settings.Text(HostName) is { } host)
        {
            return ReadConnection(settings, HostName, host);
        }

        if (settings.Text($"{HostName}:accountName") is { } hostAccount)
        {
            return ReadIdentity(settings, $"{HostName}:accountName", hostAccount, settings.Text($"{HostName}:clientId"));
        }

        settings.Refuse(ConnectionName, $"missing: Storage:Provider is Azure; set the account's connection string, or {AccountName} to open it by identity");
        return null;
    }

    private static AzureAccount? ReadConnection(SettingsReader settings, string name, string text)
    {
        AzureAccount account = AzureAccount.OfConnectionString(text);
        try
        {
            AzureStorage.Connect(account);
            return account;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException)
        {
            settings.Refuse(name, "what is set is no connection string of a storage account; copy it from the account's access keys");
            return null;
        }
    }

    private static AzureAccount? ReadIdentity(SettingsReader settings, string setting, string name, string? clientId)
    {
        if (!AccountNames().IsMatch(name))
        {
            settings.Refuse(setting, $"'{name}' is no name of a storage account: 3 to 24 lower-case letters and digits");
            return null;
        }

        string suffix = settings.Text(SuffixName) ?? DefaultSuffix;
        if (Uri.CheckHostName(suffix) != UriHostNameType.Dns)
        {
            settings.Refuse(SuffixName, $"'{suffix}' is no host name; write {DefaultSuffix}, or that of your national cloud");
            return null;
        }

        return AzureAccount.OfIdentity(name, clientId, suffix);
    }

    [GeneratedRegex(@"\A[a-z0-9]{3,24}\z")]
    private static partial Regex AccountNames();
}
