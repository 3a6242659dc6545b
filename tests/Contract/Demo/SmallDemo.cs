using FollowUpFlows.App.Templates;
using FollowUpFlows.Cli;
using FollowUpFlows.Cli.Demo;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary>A demo of some customers, with a journey in which people are still on the way when the past ends.</summary>
public sealed class SmallDemo : IAsyncLifetime, IDisposable
{
    public const int EveryNth = 40;

    /// <summary>A Saturday: the last orders are of Friday, 20 November.</summary>
    public static readonly DateTimeOffset Clock = DateTimeOffset.Parse("2026-11-21T09:00:00+09:00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Who bought on the third to the fifteenth day before the end is still on the way.</summary>
    private const string Long = """
        id: long
        purpose: transactional
        trigger: { type: order, nth: every }
        steps:
          - { id: third, after: 3d, send: { channel: [line, email], message: thank-you } }
          - id: again
            waitFor: { type: order, timeout: 5d }
            then: [ { id: came, send: { channel: [line, email], message: thank-you } } ]
            else: [ { id: stayed, send: { channel: [line, email], message: thank-you } } ]
          - { id: last, after: 15d, send: { channel: [line, email], message: thank-you } }

        """;

    private readonly TemporaryFolder temporary = new();

    internal string Folder { get; private set; } = "";

    internal DemoMark Mark { get; private set; } = null!;

    public async Task InitializeAsync() => (Folder, Mark) = await MakeAsync("small", isRepeatable: true);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => temporary.Dispose();

    internal async Task<(string Folder, DemoMark Mark)> MakeAsync(string name, bool isRepeatable, int everyNth = EveryNth)
    {
        string folder = Directory.CreateDirectory(temporary.PathOf(name)).FullName;
        DemoPlan plan = new(Clock, isRepeatable, everyNth, new Uri("http://127.0.0.1:7071/"), new TemplateFolder(TemplatesWithLong()));
        return (folder, await new DemoMaker(plan, new Terminal(TextWriter.Null, TextWriter.Null)).RunAsync(folder, default));
    }

    private string TemplatesWithLong()
    {
        string templates = temporary.PathOf("templates");
        foreach (string kind in (string[])["ranks", "messages", "journeys"])
        {
            Directory.CreateDirectory(Path.Combine(templates, kind));
        }

        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("templates", "ranks")))
        {
            File.Copy(file, Path.Combine(templates, "ranks", Path.GetFileName(file)), overwrite: true);
        }

        foreach (string name in (string[])["messages/_layout.html", "messages/_layout.txt", "messages/thank-you.email.md", "messages/thank-you.line.yaml", "journeys/thank-you.yaml"])
        {
            File.Copy(Repository.PathOf("templates", name), Path.Combine(templates, name), overwrite: true);
        }

        File.WriteAllText(Path.Combine(templates, "journeys", "long.yaml"), Long);
        return templates;
    }
}
