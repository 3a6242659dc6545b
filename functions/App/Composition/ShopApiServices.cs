using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>Access to the APIs of the shops whose settings say how.</summary>
internal static class ShopApiServices
{
    public static void Add(IServiceCollection services, IReadOnlyList<SourceSettings> sources) => services.AddSingleton(s => new ShopApis(
        Connect(sources, new ShopConnection(s.GetRequiredService<ShopTokens>(), s.GetRequiredService<Clocks>().System))));

    private static Dictionary<string, ShopApi> Connect(IReadOnlyList<SourceSettings> sources, ShopConnection connection) => sources
        .Where(s => s is { Source: IApiSource, Api: not null })
        .ToDictionary(s => s.SourceId, s => ((IApiSource)s.Source).Connect(s.SourceId, s.Api!, connection), StringComparer.Ordinal);
}
