using FollowUpFlows.Bench;
using FollowUpFlows.Bench.Durable;

if (args is ["sink"])
{
    return PostSink.Serve();
}

bool isNightly = args.Contains("--nightly");
Dictionary<string, Func<object>> workloads = new()
{
    ["engine"] = EngineWorkload.Run,
    ["intake"] = IntakeWorkload.Run,
    ["journey-5k"] = JourneyWorkload.Run,
    ["rank"] = RankWorkload.Run,
    ["simulate"] = SimulateWorkload.Run,
    ["sleepers"] = isNightly ? SleepersWorkload.RunNightly : SleepersWorkload.Run,
    ["storage"] = StorageWorkload.Run,
};

string[] named = [.. args.Where(a => a != "--nightly")];
string[] wanted = named.Length == 0 ? [.. workloads.Keys] : named;
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
