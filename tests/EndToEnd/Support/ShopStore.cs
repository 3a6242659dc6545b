using FollowUpFlows.Tests.Contract.Storage.Azure.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>Where a shop's state lies; the data folder says so.</summary>
public interface IShopStore
{
    /// <summary>A folder of a shop that nobody else has.</summary>
    /// <param name="more">Settings besides the usual ones.</param>
    internal ShopFolder NewFolder(params KeyValuePair<string, object>[] more);
}

/// <summary>In a file of the data folder.</summary>
public sealed class SqliteShop : IShopStore
{
    ShopFolder IShopStore.NewFolder(params KeyValuePair<string, object>[] more) => new(new Dictionary<string, object>(more));
}

/// <summary>In an account of its own; the folder has the settings, and the orchestrations' file.</summary>
public sealed class AzureShop : IShopStore
{
    ShopFolder IShopStore.NewFolder(params KeyValuePair<string, object>[] more) =>
        new(new Dictionary<string, object>([.. Settings(SharedAzurite.Running.NewAccount()), .. more]));

    /// <summary>For a shop on that account.</summary>
    internal static Dictionary<string, object> Settings(AzuriteAccount account) => new()
    {
        ["Storage"] = new { Provider = "Azure", account.ConnectionString },
    };
}
