using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending.Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup certify</c>: what was due on a day and what became of it, certified.</summary>
internal static class CertifyCommand
{
    private const string Details = """
        What was due is computed once more from enrollments, journeys and choices, and compared with the send ledger row by
        row. A day that was certified before is compared with its certificate, too; it gets another one when more of it is
        settled now. Exit code 1 when the day does not hold, when it is no longer as it was certified, or when the chain of
        certificates is broken. See docs/certificates.md.

        Examples:
          followup certify --date 2026-11-21
          followup certify --date 2026-11-21 --format json
        """;

    public static Command Create()
    {
        Option<DateOnly?> date = SharedOptions.Day("--date", "The day of the shop; must be over");
        date.Required = true;
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("The shop's time, for a folder whose clock ran elsewhere (default now)");
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();

        DetailedCommand command = new("certify", "Prove that everything due on a day was settled", Details) { date, data, clock, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            CertifyRequest request = new(
                parsed.GetValue(date)!.Value, parsed.GetValue(clock), parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, request, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, CertifyRequest request, CancellationToken cancellationToken)
    {
        Moment now = services.GetRequiredService<Clocks>().Now();
        now = now with { Shop = request.Clock?.ToUniversalTime() ?? now.Shop };
        Issuance issuance = await services.GetRequiredService<IssueCertificate>().RunAsync(request.Date, now, cancellationToken);
        if (issuance is Issuance.NotOver)
        {
            return terminal.Refuse($"{request.Date:yyyy-MM-dd} is not over by the shop's clock; name an earlier day, or the shop's time with --clock");
        }

        ChainReport chain = await services.GetRequiredService<CertificateChain>().VerifyAsync(cancellationToken);
        CertificatePage page = CertificatePage.Of(issuance, chain);
        CertificateOutput.Write(terminal, page, request.Format, request.Language, services.GetRequiredService<ShopSettings>().Calendar);
        return page.Holds ? ExitCode.Done : ExitCode.Refused;
    }

    private sealed record CertifyRequest(DateOnly Date, DateTimeOffset? Clock, OutputFormat Format, Language Language);
}
