using System.Text.Json;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Says of a folder that it holds a whole demo, and which.</summary>
/// <param name="Clock">The instant until which the shop has lived while it was made; UTC.</param>
/// <param name="EveryNth">Of the sample's customers; 1: all.</param>
/// <param name="From">The shop's first day.</param>
/// <param name="Sends">Messages that went out by then.</param>
/// <param name="Customer">Somebody with much to look at, as the sample calls them.</param>
/// <param name="CertifiedOn">The last day that has a certificate; null when none has.</param>
internal sealed record DemoMark(
    DateTimeOffset Clock, int EveryNth, DateOnly From, int Orders, int Customers, int Sends, string Customer, DateOnly? CertifiedOn)
{
    /// <summary>Of those whom letter B of the test has reached, the share that buys once more; 0: nothing is simulated.</summary>
    public double Response { get; init; }

    /// <summary>Orders by then that are simulated, besides those of the sample.</summary>
    public int Responses { get; init; }

    public const string FileName = "demo.json";

    /// <summary>A file of this name that somebody else wrote is no mark.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Null when there is none that can be read.</summary>
    public static DemoMark? Find(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoMark>(File.ReadAllText(Path.Combine(folder, FileName)), Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(string folder)
    {
        using FileStream file = new(Path.Combine(folder, FileName), FileMode.Create, FileAccess.Write);
        JsonSerializer.Serialize(file, this, Options);
        file.Flush(flushToDisk: true);
    }
}
