using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The published rank models: of each the newest version that can be read.</summary>
public sealed class RankLibrary(JourneyStore store, Clocks clocks) : IRankModels
{
    private readonly NewestReadable<RankModel> newest = new(store.RankModels, "rank model", (_, files) => Read(files), clocks.System);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, RankModel>> AllAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).ById;

    /// <summary>What is wrong with newer versions that cannot be read.</summary>
    public async Task<IReadOnlyList<TemplateFault>> FaultsAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Faults;

    /// <summary>Makes the next look see what was published just now.</summary>
    public void Forget() => newest.Forget();

    private static TemplateReading<RankModel> Read(TemplateSet files)
    {
        (string path, string text) = files.Files.Single();
        return RankModelReader.Read(path, text);
    }
}
