using System.CommandLine;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup line</c>: what the shop's LINE account has.</summary>
internal static class LineCommand
{
    private const string Details = """
        'quota' asks LINE how many messages of this month's plan have gone, what people sent by hand included, and shows the limit and what is
        left beside it. 'menus' shows which rich menu which rank has, whether LINE has it, how many customers see it as their own, and how many are still to be looked
        at. Those who see the default have none of their own, and are not counted. Menus are written in line/richmenus.yaml and made
        live by 'followup publish'; see docs/channels.md. Stop the server first.

        Examples:
          followup line quota
          followup line menus
          followup line menus --format json
        """;

    public static Command Create()
    {
        DetailedCommand command = new("line", "Look at what the LINE account has", Details);
        command.Subcommands.Add(Menus());
        command.Subcommands.Add(Quota());
        return command;
    }

    private static Command Quota()
    {
        Option<string?> data = SharedOptions.Data();
        Option<SummaryFormat?> format = SharedOptions.Choice<SummaryFormat>("--format", "How the result is written (default table)");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("quota", "Show how many LINE messages of this month's plan have gone, and what is left") { data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            LineQuotaOutput output = new(parsed.GetValue(format) ?? SummaryFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => QuotaAsync(terminal, services, output, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> QuotaAsync(Terminal terminal, IServiceProvider services, LineQuotaOutput output, CancellationToken cancellationToken)
    {
        if (services.GetService<LineQuotaWatch>() is not { } watch)
        {
            return terminal.Refuse("no LINE account is connected, so its messages stay in the outbox and nothing is counted; see docs/channels.md");
        }

        try
        {
            LineQuotaState quota = await watch.RefreshAsync(cancellationToken);
            output.Write(terminal.Output, quota, watch.Level, watch.Settings.Reserve, services.GetRequiredService<ShopSettings>().Calendar);
            return ExitCode.Done;
        }
        catch (ChannelException e)
        {
            return terminal.Refuse($"LINE did not say what is left: {e.Detail}");
        }
    }

    private static Command Menus()
    {
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("menus", "Show rich menus, whose they are, and how many customers see them") { data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            MenusOutput output = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: false,
                async (services, token) =>
                {
                    if (await services.GetRequiredService<CountMenus>().RunAsync(token) is not { } count)
                    {
                        return terminal.Refuse("no rich menus were ever published; write line/richmenus.yaml, and publish it: see docs/channels.md");
                    }

                    output.Write(terminal.Output, count);
                    return ExitCode.Done;
                },
                cancellationToken);
        });
        return command;
    }
}
