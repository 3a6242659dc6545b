using Azure.Core;
using Azure.Identity;

namespace FollowUpFlows.Storage.Azure;

/// <summary>Where an account's tables and queues are, and what opens them. Its text never holds a secret.</summary>
public abstract class AzureAccount
{
    private AzureAccount()
    {
    }

    /// <summary>By a connection string with the account's key or a shared access signature, or <c>UseDevelopmentStorage=true</c>.</summary>
    public static AzureAccount OfConnectionString(string connectionString) => new Keyed(connectionString);

    /// <summary>By name, as the identity that the process runs under: managed on Azure, the developer's own elsewhere.</summary>
    /// <param name="clientId">Of a user-assigned managed identity; null for the system's.</param>
    /// <param name="endpointSuffix">core.windows.net but in national clouds.</param>
    public static AzureAccount OfIdentity(string accountName, string? clientId, string endpointSuffix) =>
        new Named(accountName, endpointSuffix, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId }));

    internal sealed class Keyed(string connectionString) : AzureAccount
    {
        public string ConnectionString { get; } = connectionString;

        public override string ToString() => "an account by connection string";
    }

    internal sealed class Named(string accountName, string endpointSuffix, TokenCredential credential) : AzureAccount
    {
        public TokenCredential Credential { get; } = credential;

        public Uri EndpointOf(string service) => new($"https://{accountName}.{service}.{endpointSuffix}");

        public override string ToString() => accountName;
    }
}
