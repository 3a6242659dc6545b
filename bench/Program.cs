using System.Globalization;
using FollowUpFlows.Bench;
using FollowUpFlows.Bench.Durable;

if (args is ["sink"])
{
    return PostSink.Serve();
}

bool isNightly = args.Contains("--nightly");
int? minutes = args.SkipWhile(a => a != "--minutes").Skip(1).Select(m => (int?)int.Parse(m, CultureInfo.InvariantCulture)).FirstOrDefault();
Dictionary<string, Func<object>> workloads = new()
{
    ["birthdays"] = isNightly ? BirthdayWorkload.RunNightly : BirthdayWorkload.Run,
    ["engine"] = EngineWorkload.Run,
    ["flood"] = FloodWorkload.Run,
    ["intake"] = IntakeWorkload.Run,
    ["journey-5k"] = JourneyWorkload.Run,
    ["rank"] = RankWorkload.Run,
    ["report"] = ReportWorkload.Run,
    ["simulate"] = SimulateWorkload.Run,
    ["sleepers"] = isNightly ? SleepersWorkload.RunNightly : SleepersWorkload.Run,
    ["soak"] = () => SoakWorkload.Run(minutes),
    ["storage"] = StorageWorkload.Run,
};

string[] named = [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
string[] wanted = named.Length == 0 ? [.. workloads.Keys.Where(w => w != "soak")] : named;
foreach (string name in wanted)
{
    if (!workloads.TryGetValue(name, out Func<object>? run))
    {
        Console.Error.WriteLine($"bench: there is no workload '{name}'; write one of {string.Join(", ", workloads.Keys)}");
        return 2;
    }

    JsonLine.Write(Console.Out, name, run());
}

return 0;
