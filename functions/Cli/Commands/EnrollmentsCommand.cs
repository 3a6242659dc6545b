using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup enrollments</c>: who is, or was, in which journey.</summary>
internal static class EnrollmentsCommand
{
    private const int DefaultLimit = 50;
    private const int DefaultDays = 366;

    private const string Details = """
        The latest first. Without --customer, those who entered in the days up to --until are looked through, a year of them
        unless --since names an earlier day.

        Examples:
          followup enrollments --state running
          followup enrollments --journey new-customer-follow --since 2026-01-01 --format csv
        """;

    public static Command Create()
    {
        Option<string?> journey = new("--journey") { Description = "Only of this journey", HelpName = "ID" };
        Option<EnrollmentState?> state = SharedOptions.Choice<EnrollmentState>("--state", "Only those that have come so far");
        Option<string?> customer = new("--customer") { Description = "Only of this customer, named as for 'followup customer'", HelpName = "ID" };
        Option<DateOnly?> since = SharedOptions.Day("--since", $"The first day that is looked at (default {DefaultDays} days before --until)");
        Option<DateOnly?> until = SharedOptions.Day("--until", "The last day that is looked at (default today)");
        Option<int?> limit = new("--limit") { Description = $"At most so many (default {DefaultLimit})", HelpName = "N", CustomParser = ParseLimit };
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();

        DetailedCommand command = new("enrollments", "List who is, or was, in which journey", Details)
        {
            journey, state, customer, since, until, limit, data, format, language,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            EnrollmentsRequest request = new(
                parsed.GetValue(journey), parsed.GetValue(state), parsed.GetValue(customer), parsed.GetValue(since), parsed.GetValue(until), parsed.GetValue(limit) ?? DefaultLimit);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, request, style, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, EnrollmentsRequest request, LifeStyle style, CancellationToken cancellationToken)
    {
        List<Enrollment> listed = [];
        await foreach (Enrollment enrollment in AllAsync(services, request, cancellationToken))
        {
            if ((request.Journey is null || enrollment.JourneyId == request.Journey) && (request.State is null || enrollment.State == request.State))
            {
                listed.Add(enrollment);
            }

            if (listed.Count >= request.Limit)
            {
                break;
            }
        }

        EnrollmentsOutput.Write(terminal, listed, services.GetRequiredService<ShopSettings>(), style);
        return ExitCode.Done;
    }

    private static IAsyncEnumerable<Enrollment> AllAsync(IServiceProvider services, EnrollmentsRequest request, CancellationToken cancellationToken)
    {
        if (request.Customer is { } customer)
        {
            return OfCustomerAsync(services, customer, cancellationToken);
        }

        DateTimeOffset now = services.GetRequiredService<Clocks>().Shop.GetUtcNow();
        DateOnly until = request.Until ?? services.GetRequiredService<ShopSettings>().Calendar.DateOf(now);
        DateOnly since = request.Since ?? DateOnly.FromDayNumber(Math.Max(0, until.DayNumber - DefaultDays));
        return services.GetRequiredService<ListEnrollments>().RunAsync(since, until, cancellationToken);
    }

    private static async IAsyncEnumerable<Enrollment> OfCustomerAsync(
        IServiceProvider services, string customer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string customerId in await services.GetRequiredService<FindCustomer>().ByAsync(customer, cancellationToken))
        {
            CustomerState state = await services.GetRequiredService<CustomerStore>().LoadAsync(customerId, cancellationToken);
            foreach (Enrollment enrollment in state.Enrollments.OrderByDescending(e => e.EnrolledAt).ThenBy(e => e.EnrollmentId, StringComparer.Ordinal))
            {
                yield return enrollment;
            }
        }
    }

    private static int? ParseLimit(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0)
        {
            return limit;
        }

        result.AddError($"--limit takes a number from 1 on, not '{text}'");
        return null;
    }

    private sealed record EnrollmentsRequest(string? Journey, EnrollmentState? State, string? Customer, DateOnly? Since, DateOnly? Until, int Limit);
}
