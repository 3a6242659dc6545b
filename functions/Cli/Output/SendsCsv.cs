using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Simulation;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes every send of a simulation, a row each.</summary>
internal static class SendsCsv
{
    private static readonly string[] Columns = ["customer_id", "journey", "step", "sent_on", "rank", "channel"];

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, IEnumerable<SimulatedSend> sends)
    {
        using StreamWriter text = new(file);
        using CsvWriter writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord(Columns);
        foreach (SimulatedSend send in sends)
        {
            string sentOn = send.SentOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            writer.WriteRecord(send.CustomerId, send.Journey, send.Step, sentOn, send.Rank ?? "", send.Channel.ToString().ToLowerInvariant());
        }
    }
}
