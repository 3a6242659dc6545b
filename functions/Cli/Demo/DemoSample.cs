using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;

namespace FollowUpFlows.Cli.Demo;

/// <summary>The sample customers and orders that lie beside the program.</summary>
/// <param name="Orders">By time, at least one.</param>
internal sealed record DemoSample(IReadOnlyList<FileCustomer> Customers, IReadOnlyList<FileOrder> Orders)
{
    private const int WeekDays = 7;

    /// <summary>When the last order was placed.</summary>
    public DateTimeOffset LastAt => Orders[^1].Order.OrderedAt;

    /// <exception cref="IOException">A file is missing, or a row of it cannot be used: the program is not as it was built.</exception>
    public static DemoSample Read(ShopCalendar calendar)
    {
        OrdersFile orders = ReadFile("online-retail/orders.csv", s => OrdersCsv.Read(s, calendar, Currency.Yen), f => f.Reading);
        CsvReading<FileCustomer> customers = ReadFile(
            "japanese-customers/customers.csv", s => CustomersCsv.Read(s, calendar, DateTimeOffset.UnixEpoch), f => f);
        return new DemoSample(customers.Rows, [.. orders.Told.OrderBy(o => o.Order.OrderedAt)]);
    }

    /// <summary>Every so many-th customer, with their orders.</summary>
    public DemoSample Part(int everyNth)
    {
        HashSet<string> kept = [.. Customers.Where((_, i) => i % everyNth == 0).Select(c => c.Customer.ExternalId!)];
        return new DemoSample(
            [.. Customers.Where(c => kept.Contains(c.Customer.ExternalId!))], [.. Orders.Where(o => kept.Contains(o.Buyer.ExternalId!))]);
    }

    /// <summary>The same some weeks later or earlier, so that the last order lies within the week that ends at that instant: days of the
    /// week and times of day stay.</summary>
    public DemoSample EndingAt(DateTimeOffset end)
    {
        TimeSpan shift = TimeSpan.FromDays(WeekDays * Math.Floor((end - LastAt) / TimeSpan.FromDays(WeekDays)));
        return new DemoSample(
            [.. Customers.Select(c => c with { Customer = Shifted(c.Customer, shift) })], [.. Orders.Select(o => Shifted(o, shift))]);
    }

    /// <summary>What a shop is told, one by one.</summary>
    public IReadOnlyList<Happening> Happenings() => Happening.Of(Orders, Customers, []);

    private static FileOrder Shifted(FileOrder row, TimeSpan shift) => row with
    {
        Order = row.Order with { OrderedAt = row.Order.OrderedAt + shift, UpdatedAt = row.Order.UpdatedAt + shift },
        Buyer = Shifted(row.Buyer, shift),
    };

    private static SourceCustomer Shifted(SourceCustomer customer, TimeSpan shift) => customer with
    {
        UpdatedAt = customer.UpdatedAt + shift,
        RegisteredAt = customer.RegisteredAt + shift,
        Consents = [.. customer.Consents.Select(c => c with { At = c.At + shift })],
    };

    private static TFile ReadFile<TFile, TRow>(string name, Func<Stream, TFile> read, Func<TFile, CsvReading<TRow>> reading)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "samples", name);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        TFile file = read(stream);
        CsvReading<TRow> rows = reading(file);
        return rows is { Refusal: null, BadRows.Count: 0, Rows.Count: > 0 }
            ? file
            : throw new IOException($"{path} is not the sample that comes with the product");
    }
}
