using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Cli;

namespace FollowUpFlows.Bench;

/// <summary>Simulates a shop of 23,500 customers with 70,000 orders over 18 months under a thank-you, a welcome and a reactivation
/// journey: the command as a shop runs it, from the CSV file to the result. The baseline decides the same messages in plain C#, with no
/// journeys, engine, ranks or ledger.</summary>
internal static class SimulateWorkload
{
    private const int CustomerCount = 23_500;
    private const int OrderCount = 70_000;
    private const int LapsedDays = 90;
    private const double SecondsMax = 10;
    private const int CountedRuns = 3;
    private static readonly DateOnly FirstDay = new(2025, 1, 1);
    private static readonly DateOnly LastDay = new(2026, 6, 30);

    private static readonly Dictionary<string, string> Journeys = new()
    {
        ["thanks.yaml"] = """
            id: thanks
            name: Thanks
            purpose: transactional
            trigger: { type: order, nth: every }
            steps:
              - { id: thanks, send: { channel: [line, email], message: thanks } }
            """,
        ["welcome.yaml"] = """
            id: welcome
            name: Welcome
            purpose: marketing
            trigger: { type: order, nth: 1 }
            steps:
              - { id: how-to, after: 3d, at: "19:00", send: { channel: [email], message: how-to } }
              - { id: voice, after: 7d, send: { channel: [line, email], message: voice } }
            """,
        ["reactivation.yaml"] = $$"""
            id: reactivation
            name: Reactivation
            purpose: marketing
            trigger: { type: lapsed, days: {{LapsedDays}} }
            steps:
              - { id: quiet, send: { channel: [line, email], message: quiet } }
            """,
    };

    public static object Run()
    {
        (int Customer, DateTime At, int Total)[] orders = MakeOrders();
        string folder = Directory.CreateTempSubdirectory("followup-bench").FullName;
        try
        {
            string file = Write(folder, orders);
            int expected = CountByHand(orders);
            Timing baseline = Timing.Of(() => CountByHand(orders));
            double cold = Simulate(folder, file, expected);
            double[] seconds = [.. Enumerable.Range(0, CountedRuns).Select(_ => Simulate(folder, file, expected)).Order()];
            return new
            {
                Customers = CustomerCount,
                Orders = OrderCount,
                Sends = expected,
                FirstRunSeconds = cold,
                MedianSeconds = seconds[CountedRuns / 2],
                MinSeconds = seconds[0],
                MaxSeconds = seconds[^1],
                SecondsMax,
                BaselineSeconds = baseline.MedianSeconds,
                Ratio = Math.Round(seconds[CountedRuns / 2] / baseline.MedianSeconds, 1),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A few customers buy often, most once or twice, as in a shop.</summary>
    private static (int Customer, DateTime At, int Total)[] MakeOrders()
    {
        Random random = new(20261122);
        DateTime begin = FirstDay.ToDateTime(TimeOnly.MinValue);
        double seconds = (LastDay.DayNumber + 1 - FirstDay.DayNumber) * 86_400.0;
        double[] first = [.. Enumerable.Range(0, CustomerCount).Select(_ => random.NextDouble() * seconds)];
        (int Customer, DateTime At, int Total)[] orders = new (int, DateTime, int)[OrderCount];
        for (int i = 0; i < OrderCount; i++)
        {
            int customer = i < CustomerCount ? i : (int)(CustomerCount * Math.Pow(random.NextDouble(), 1.6));
            double at = i < CustomerCount ? first[customer] : first[customer] + (random.NextDouble() * (seconds - first[customer]));
            orders[i] = (customer, begin.AddSeconds(Math.Floor(at)), random.Next(800, 30_000));
        }

        return [.. orders.OrderBy(o => o.At)];
    }

    private static string Write(string folder, (int Customer, DateTime At, int Total)[] orders)
    {
        foreach ((string name, string text) in Journeys)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        string file = Path.Combine(folder, "orders.csv");
        IEnumerable<string> rows = orders.Select((o, i) => string.Create(
            CultureInfo.InvariantCulture, $"{i + 1:D6},{o.Customer:D5},{o.At:yyyy-MM-ddTHH:mm:ss}+09:00,{o.Total}"));
        File.WriteAllLines(file, rows.Prepend("order_id,customer_id,ordered_at,total"));
        return file;
    }

    /// <returns>Seconds.</returns>
    private static double Simulate(string folder, string file, int expected)
    {
        GC.Collect();
        using StringWriter output = new();
        using StringWriter errors = new();
        string[] command =
        [
            "simulate", "--orders", file, "--until", LastDay.ToString("O", CultureInfo.InvariantCulture),
            "--journeys", .. Journeys.Keys.Select(name => Path.Combine(folder, name)),
        ];
        long start = Stopwatch.GetTimestamp();
        int code = FollowUp.Run(command, output, errors);
        double seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 2);
        using JsonDocument? result = code == 0 ? JsonDocument.Parse(output.ToString()) : null;
        int? sent = result?.RootElement.GetProperty("sent").GetInt32();
        return sent == expected ? seconds : throw new InvalidOperationException($"{sent} messages instead of {expected}. {errors}");
    }

    private static int CountByHand((int Customer, DateTime At, int Total)[] orders)
    {
        DateTime end = LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue);
        int sent = orders.Length;
        foreach (IGrouping<int, DateTime> theirs in orders.GroupBy(o => o.Customer, o => o.At))
        {
            DateTime[] times = [.. theirs.Order()];
            DateOnly first = DateOnly.FromDateTime(times[0]);
            sent += first.AddDays(3).ToDateTime(new TimeOnly(19, 0)) < end ? 1 : 0;
            sent += first.AddDays(7).ToDateTime(new TimeOnly(10, 0)) < end ? 1 : 0;
            for (int i = 0; i < times.Length; i++)
            {
                DateOnly lapse = DateOnly.FromDateTime(times[i]).AddDays(LapsedDays);
                bool isQuiet = i + 1 == times.Length || DateOnly.FromDateTime(times[i + 1]) >= lapse;
                sent += isQuiet && lapse <= LastDay ? 1 : 0;
            }
        }

        return sent;
    }
}
