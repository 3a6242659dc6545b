using FollowUpFlows.Pipeline;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.App.Settings;

/// <summary>The sections <c>Shop</c> and <c>Sending</c> of a settings file, for commands that run nothing live.</summary>
internal static class ShopFile
{
    /// <param name="path">Null for a shop that has set nothing.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not JSON.</exception>
    public static ShopSettings Read(string? path)
    {
        ConfigurationBuilder configuration = new();
        if (path is not null)
        {
            configuration.AddJsonFile(Path.GetFullPath(path));
        }

        SettingsReader settings = new(configuration.Build());
        ShopSettings shop = ShopReader.Read(settings);
        settings.ThrowIfRefused();
        return shop;
    }
}
