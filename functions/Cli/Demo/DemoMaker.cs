using System.Globalization;
using FollowUpFlows.App.Templates;
using FollowUpFlows.App.Time;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Storage.Sqlite;

namespace FollowUpFlows.Cli.Demo;

/// <summary>What is to be made.</summary>
/// <param name="Clock">Until when the shop lives; whole seconds.</param>
/// <param name="IsRepeatable">Whether another demo of the same instant is to be the same.</param>
/// <param name="EveryNth">Of the sample's customers; 1: all.</param>
/// <param name="Url">Where the server will listen.</param>
/// <param name="Templates">The shop's journeys, messages and rank models.</param>
internal sealed record DemoPlan(DateTimeOffset Clock, bool IsRepeatable, int EveryNth, Uri Url, TemplateFolder Templates)
{
    /// <summary>What is published besides (<see cref="DemoTemplates"/>); null for nothing.</summary>
    public TemplateFolder? Beside { get; init; }

    /// <summary>Of those whom letter B of the test has reached, the share that buys once more, 0 to 1; 0: nothing is simulated.</summary>
    public double Response { get; init; }
}

/// <summary>Makes a data folder with the past of a shop: the sample's customers and orders go through the use cases, orchestrator and
/// engine of a live one in memory, on a clock that jumps; at the end all is written into the files of a server.</summary>
internal sealed class DemoMaker(DemoPlan plan, Terminal terminal)
{
    private readonly PastTables tables = new();
    private readonly List<RunningInstances> instances = [];

    /// <summary>Fills the folder, the mark last.</summary>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public async Task<DemoMark> RunAsync(string folder, CancellationToken cancellationToken)
    {
        DemoSettings.Write(folder, plan.Clock, plan.IsRepeatable, plan.Response > 0);
        DemoSettings settings = DemoSettings.Read(folder, plan.Url);
        ShopCalendar calendar = settings.Shop.Calendar;
        DemoSample sample = DemoSample.Read(calendar).Part(plan.EveryNth).EndingAt(plan.Clock);
        IReadOnlyList<Happening> happenings = sample.Happenings();
        DateOnly last = calendar.DateOf(plan.Clock);
        DateOnly from = Simulator.FirstDay(happenings, calendar, last);

        Surroundings around = DemoSurroundings.Of(settings, NewInstances, calendar.StartOf(last.AddDays(-DemoSettings.KeepPayloadsDays)));
        await using SimulatedShop shop = await SimulatedShop.OpenAsync(tables, settings.Shop, around, calendar.StartOf(from));
        await SeedAsync(shop, last, cancellationToken);
        DemoResponses? responses = plan.Response > 0 ? new DemoResponses(plan.Response, sample.Orders, calendar) : null;
        DemoHistory history = new(shop, calendar, happenings, responses);
        int days = last.DayNumber - from.DayNumber + 1;
        string shopWith = string.Create(CultureInfo.InvariantCulture, $"{sample.Customers.Count:N0} customers and {sample.Orders.Count:N0} orders");
        string title = $"living through {days} days of a shop with {shopWith}";
        await ProgressSteps.RunAsync(terminal, title, days, progress => history.RunAsync(from, plan.Clock, progress, cancellationToken));
        await new ClockRecord(plan.Clock, plan.Clock).WriteAsync(tables, cancellationToken);
        DemoMark mark = await new DemoCensus(shop, plan).TakeAsync(sample, from, history, cancellationToken);
        await WriteAsync(folder, cancellationToken);
        mark.Write(folder);
        return mark;
    }

    private async Task SeedAsync(SimulatedShop shop, DateOnly last, CancellationToken cancellationToken)
    {
        TemplateSet kit = plan.Templates.ReadSet();
        TemplateSet set = plan.Beside is { } beside ? DemoTemplates.Of(kit, beside.ReadSet(), last, plan.Response > 0) : kit;
        Publication? seeded = await shop.Get<PublishJourneys>().SeedAsync(set, cancellationToken);
        if (seeded is { Faults: { Count: > 0 } faults })
        {
            throw new InvalidOperationException("The templates cannot be used: " + string.Join("; ", faults));
        }
    }

    /// <summary>Like every server, in commits that wait for the disk; there are few, because much is written at once.</summary>
    private async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await using (SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System))
        {
            await ProgressSteps.RunAsync(
                terminal,
                "writing it down",
                tables.PartitionCount,
                progress => tables.CopyToAsync(storage.Tables, progress, cancellationToken));
        }

        await using RuntimeFile runtime = RuntimeFile.Open(folder);
        SqliteInstanceStore store = new(runtime.File);
        foreach (RunningInstances running in instances)
        {
            await running.CopyToAsync(store, cancellationToken);
        }
    }

    private RunningInstances NewInstances()
    {
        RunningInstances running = new();
        instances.Add(running);
        return running;
    }
}
