using System.Data.Common;

namespace FollowUpFlows.Compat.Storage;

/// <summary>What a connection string says; its texts never hold the key.</summary>
internal sealed class StorageAccount
{
    private const string DevelopmentName = "devstoreaccount1";

    // The emulator's public key; not a secret.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly DbConnectionStringBuilder values = [];
    private readonly bool isDevelopment;

    private StorageAccount(string connectionString)
    {
        try
        {
            values.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            throw new FormatException("The connection string is not of the form 'Name=Value;Name=Value'.");
        }

        isDevelopment = bool.TryParse(Value("UseDevelopmentStorage"), out bool isSet) && isSet;
    }

    public string? Name => isDevelopment ? DevelopmentName : Value("AccountName");

    public string? Key => isDevelopment ? DevelopmentKey : Value("AccountKey");

    public string? Signature => Value("SharedAccessSignature");

    /// <exception cref="FormatException">No connection string of a storage account.</exception>
    public static StorageAccount Parse(string connectionString)
    {
        StorageAccount account = new(connectionString);
        if (account.Signature is null && (account.Name is null || account.Key is null))
        {
            throw new FormatException("The connection string has neither AccountName and AccountKey nor SharedAccessSignature.");
        }

        return account;
    }

    /// <param name="service">Table or Queue.</param>
    /// <param name="developmentPort">Where the emulator listens unless it is told otherwise.</param>
    public Uri Endpoint(string service, int developmentPort)
    {
        string text = isDevelopment ? $"http://127.0.0.1:{developmentPort}/{DevelopmentName}"
            : Value(service + "Endpoint")
            ?? $"{Value("DefaultEndpointsProtocol") ?? "https"}://{Name}.{service.ToLowerInvariant()}.{Value("EndpointSuffix") ?? "core.windows.net"}";
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint)
            ? endpoint
            : throw new FormatException($"The connection string's {service}Endpoint is no URL.");
    }

    /// <summary>The account that a URL belongs to: its first path segment on an address or localhost, else the first part of the host's name.</summary>
    public static string NameOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback ? endpoint.Host.Split('.')[0] : endpoint.Segments.ElementAtOrDefault(1)?.Trim('/') ?? "";

    private string? Value(string name) => values.TryGetValue(name, out object? value) && value is string { Length: > 0 } text ? text : null;
}
