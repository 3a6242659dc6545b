using System.CommandLine;
using FollowUpFlows.Cli.Operations;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Cli.Commands;

/// <summary>What all commands on the engine have in common.</summary>
internal sealed class RuntimeArguments
{
    private readonly Option<string?> data = SharedOptions.Data();
    private readonly Option<OutputFormat?> format = SharedOptions.Format("table");
    private readonly Option<Language?> language = SharedOptions.OutputLanguage();
    private readonly Option<Uri?> url = new("--url")
    {
        Description = "Another host in place of that of the data folder, such as https://shop.azurewebsites.net",
        HelpName = "URL",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"--url takes an address such as https://shop.azurewebsites.net, not '{text}'");
            return null;
        },
    };

    public static Argument<string> Id() => new("ID") { Description = "The instance; of an enrollment it is the enrollment's id" };

    public static Option<bool> Yes() => new("--yes") { Description = "Do not ask" };

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(url);
        command.Add(format);
        command.Add(language);
    }

    /// <summary>Runs the work of a command, with what it writes to and how.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<RuntimeClient, RuntimeStyle, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        RuntimeStyle style = new(terminal, parsed.GetValue(format) ?? OutputFormat.Table, new FactWords(parsed.GetValue(language) ?? Language.Ja));
        DoorRequest door = new(parsed.GetValue(data) ?? SharedOptions.DefaultData, parsed.GetValue(url));
        return RuntimeDoor.RunAsync(terminal, door, (client, token) => work(client, style, token), cancellationToken);
    }
}

/// <summary>Where and how a command on the engine writes.</summary>
internal sealed record RuntimeStyle(Terminal Terminal, OutputFormat Format, FactWords Words)
{
    /// <summary>Asks before something is lost. Who pipes says yes beforehand.</summary>
    public bool IsAgreed(bool isYes, string question)
    {
        if (isYes)
        {
            return true;
        }

        if (System.Console.IsInputRedirected)
        {
            Terminal.Note($"{question} --yes");
            return false;
        }

        Terminal.Note($"{question} [y/N]");
        return System.Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes" or "はい";
    }
}
