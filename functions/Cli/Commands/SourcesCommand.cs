using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup sources</c>: shops that are asked, tried out before they are let in.</summary>
internal static class SourcesCommand
{
    private const string Details = """
        Asks the shop for the orders of the last days with the settings of the data folder, or reads an answer that was saved to a file,
        and shows how each order would be read. Nothing is entered and nobody is written to. The exit code is 1 when something
        cannot be read.

        Examples:
          followup sources try futureshop-main --days 3
          followup sources try makeshop-main --file answer.json
        """;

    public static Command Create()
    {
        DetailedCommand command = new("sources", "Try out how the orders of a shop that is asked would be read", Details);
        command.Subcommands.Add(Try());
        return command;
    }

    private static Command Try()
    {
        Argument<string> name = new("name") { Description = "The source, as in Sources:NAME of the settings", HelpName = "NAME" };
        Option<string?> file = new("--file") { Description = "An answer of the shop's API instead of asking it", HelpName = "FILE" };
        Option<int> days = new("--days") { Description = "Orders of so many days, 1 to 365 (default 1)", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string?> data = SharedOptions.Data();
        Command command = new("try", "Show how the shop's orders would be read") { name, file, days, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            TryRequest request = new(parsed.GetRequiredValue(name), parsed.GetValue(file), parsed.GetValue(days));
            return request.Days is < 1 or > 365
                ? Task.FromResult(terminal.Refuse("--days must be 1 to 365"))
                : OfflineShop.RunAsync(
                    terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => TryAsync(terminal, services, request, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> TryAsync(Terminal terminal, IServiceProvider services, TryRequest request, CancellationToken cancellationToken)
    {
        ShopApi? api = services.GetRequiredService<ShopApis>().Find(request.Name);
        if (api?.Polling is not { } polling || services.GetRequiredService<ShopSources>().Find(request.Name) is not { } source)
        {
            return terminal.Refuse($"no source of the settings is called '{request.Name}' and asked for its orders");
        }

        DateTimeOffset now = services.GetRequiredService<Clocks>().System.GetUtcNow();
        try
        {
            PollPage page = request.File is { } file
                ? ReadFile(api, file)
                : await polling.Poll.PageAsync(now.AddDays(-request.Days), null, cancellationToken);
            return TriedOutput.Write(terminal.Output, source.Source, page, services.GetRequiredService<ShopSettings>(), now) ? ExitCode.Done : ExitCode.Refused;
        }
        catch (ShopApiException e)
        {
            return terminal.Refuse(e.Message);
        }
        catch (IOException e)
        {
            return terminal.Refuse($"{request.File} cannot be read: {e.Message}");
        }
    }

    private static PollPage ReadFile(ShopApi api, string file) => api.ReadSaved is { } read
        ? read(File.ReadAllBytes(file))
        : throw new ShopApiException(ShopApiFailure.Rejected, "orders of this kind are read without settings; leave out --file to ask the shop");

    private sealed record TryRequest(string Name, string? File, int Days);
}
