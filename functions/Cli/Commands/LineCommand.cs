using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending.Menus;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup line</c>: what the shop's LINE account has.</summary>
internal static class LineCommand
{
    private const string Details = """
        Which rich menu which rank has, whether LINE has it, how many customers see it as their own, and how many are still to be looked
        at. Those who see the default have none of their own, and are not counted. Menus are written in line/richmenus.yaml and made
        live by 'followup publish'; see docs/channels.md. Stop the server first.

        Examples:
          followup line menus
          followup line menus --format json
        """;

    public static Command Create()
    {
        DetailedCommand command = new("line", "Look at what the LINE account has", Details);
        command.Subcommands.Add(Menus());
        return command;
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
