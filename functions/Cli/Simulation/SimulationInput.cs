using FollowUpFlows.App.Settings;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Sources.Csv;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>All that a simulation reads, checked before anything begins.</summary>
/// <param name="ModelFile">The rank model that was named by its file; null when none was.</param>
internal sealed record SimulationInput(ShopSettings Settings, SimulatedTemplates Templates, TemplateSet? ModelFile, IReadOnlyList<Happening> Happenings)
{
    /// <summary>Null, after saying why, when something cannot be used.</summary>
    /// <exception cref="IOException">A file of templates or settings cannot be read.</exception>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static SimulationInput? Read(Terminal terminal, SimulateRequest request)
    {
        ShopSettings settings = ShopFile.Read(request.SettingsFile);
        TemplateReading<RankModel>? model = request.Model is { } named && File.Exists(named) ? TemplateFolder.Shipped.ReadRankModel(named) : null;
        if (model is { Value: null })
        {
            terminal.Refuse(model.Faults);
            return null;
        }

        ShopCalendar calendar = settings.Calendar;
        Currency? currency = request.SettingsFile is null ? null : settings.Currency;
        if (InputFile.Read(terminal, request.OrdersFile, s => OrdersCsv.Read(s, calendar, currency), o => o.Reading) is not { } orders
            || Rows(terminal, request.CustomersFile, s => CustomersCsv.Read(s, calendar, DateTimeOffset.UnixEpoch)) is not { } customers
            || Rows(terminal, request.EventsFile, s => EventsCsv.Read(s, calendar)) is not { } events)
        {
            return null;
        }

        settings = settings with
        {
            Currency = orders.Currency,
            RankModelId = model?.Value?.Id ?? request.Model ?? settings.RankModelId,
            Sending = request.SettingsFile is null ? SendRules.Unlimited : settings.Sending,
        };
        TemplateSet? modelFile = model is null ? null : new TemplateSet(new Dictionary<string, string> { ["ranks/model.yaml"] = TemplateFolder.ReadText(request.Model!) });
        IReadOnlyList<Happening> happenings = Happening.Of(orders.Told, customers, events.Select(e => e.Told()));
        return new SimulationInput(settings, SimulatedTemplates.Read(request.Journeys, settings.RankModelId), modelFile, happenings);
    }

    /// <summary>Publishes what is simulated: the shipped rank models, over them those beside the journeys, over them the named one; then
    /// the journeys.</summary>
    /// <returns>Null when all went well; else the exit code, after saying why.</returns>
    public async Task<int?> PublishAsync(Terminal terminal, SimulatedShop shop, CancellationToken cancellationToken)
    {
        if (!Templates.Set.Journeys.Any())
        {
            return terminal.Refuse("there is no journey to simulate: no file that ends in .yaml under journeys");
        }

        PublishJourneys publish = shop.Get<PublishJourneys>();
        TemplateSet[] models = [RanksOf(TemplateFolder.Shipped.ReadSet()), RanksOf(Templates.Set), .. ModelFile is null ? [] : new[] { ModelFile }];
        foreach (TemplateSet ranks in models)
        {
            if ((await publish.RunAsync(ranks, cancellationToken)).Faults is { Count: > 0 } faults)
            {
                return terminal.Refuse(faults);
            }
        }

        IReadOnlyDictionary<string, RankModel> published = await shop.Get<RankLibrary>().AllAsync(cancellationToken);
        if (!published.ContainsKey(Settings.RankModelId))
        {
            string known = string.Join(", ", published.Keys.Order(StringComparer.Ordinal));
            return terminal.Refuse($"there is no rank model '{Settings.RankModelId}'; write one of {known}, or the path of a YAML file");
        }

        Publication journeys = await publish.RunAsync(Templates.Set.Without(Templates.Set.RankModels), cancellationToken);
        return journeys.Faults.Count > 0 ? terminal.Refuse(journeys.Faults) : null;
    }

    /// <summary>What the result rests on besides the files.</summary>
    public IReadOnlyList<Assumed> Said(SimulateRequest request) =>
    [
        request.Assumptions.Consent == Grounds.Assume
            ? new Assumed("consent", "assume", "who has said nothing wants marketing on every channel")
            : new Assumed("consent", "file", "who has said nothing gets no marketing"),
        request.Assumptions.Address == Grounds.Assume
            ? new Assumed("address", "assume", "who has no address in the files can be reached on every channel")
            : new Assumed("address", "file", "who has no address in the files cannot be reached"),
        request.SettingsFile is null
            ? new Assumed("sending", "unlimited", "no quiet hours, no window and no cap")
            : new Assumed("sending", "settings", "quiet hours, window and cap of the settings"),
        new Assumed("timeZone", Settings.Calendar.Zone.Id, "the days of the shop"),
        new Assumed("rankModel", Settings.RankModelId, "the rank model of journeys that name none"),
        .. Templates.StandIns.Select(path => new Assumed("message", path, "is not there, and is taken to exist")),
    ];

    private static TemplateSet RanksOf(TemplateSet set) => new(set.RankModels.ToDictionary(path => path, path => set.Files[path], StringComparer.Ordinal));

    private static IReadOnlyList<T>? Rows<T>(Terminal terminal, string? file, Func<Stream, CsvReading<T>> read) =>
        file is null ? [] : InputFile.Read(terminal, file, read, r => r)?.Rows;
}

/// <summary>Something that a simulation takes for granted.</summary>
internal sealed record Assumed(string What, string Value, string Meaning);
