using FollowUpFlows.Bench;

Dictionary<string, Func<object>> workloads = new()
{
    ["intake"] = IntakeWorkload.Run,
    ["rank"] = RankWorkload.Run,
    ["simulate"] = SimulateWorkload.Run,
    ["storage"] = StorageWorkload.Run,
};

string[] wanted = args.Length == 0 ? [.. workloads.Keys] : args;
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
