using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup customer</c>: who somebody is, why they have their rank, and everything that happened to them.</summary>
internal static class CustomerCommand
{
    private const string Details = """
        The id is ours, the shop system's, an e-mail address, a phone number or a LINE user id. Where shop systems count their
        customers alike it may lead to several: then they are named, and one of them has to be asked for.

        Examples:
          followup customer 12347
          followup customer anna@example.com --format json
        """;

    public static Command Create()
    {
        Argument<string> id = new("id") { Description = "Who: our id, the shop system's, an e-mail address, a phone number or a LINE user id", HelpName = "ID" };
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();

        DetailedCommand command = new("customer", "Show a customer: profile, rank and why, and everything that happened", Details) { id, data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string wanted = parsed.GetRequiredValue(id);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, wanted, style, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, string wanted, LifeStyle style, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = await services.GetRequiredService<FindCustomer>().ByAsync(wanted, cancellationToken);
        if (found is not [var customerId])
        {
            return terminal.Refuse(found.Count == 0 ? $"no customer is known by '{wanted}'" : $"'{wanted}' leads to several customers; ask for one of {string.Join(", ", found)}");
        }

        if (await services.GetRequiredService<CustomerTimeline>().OfAsync(customerId, cancellationToken) is not { } life)
        {
            return terminal.Refuse($"nothing is kept of customer {customerId}");
        }

        ShopSettings shop = services.GetRequiredService<ShopSettings>();
        IReadOnlyList<PlacementProof> proofs = await ProofsAsync(services, life.State, shop, cancellationToken);
        LifeOutput.Write(terminal, life, proofs, shop, style);
        return ExitCode.Done;
    }

    /// <summary>Each held rank as it was last looked at, on this day: the orders since then are in that look.</summary>
    private static async Task<IReadOnlyList<PlacementProof>> ProofsAsync(IServiceProvider services, CustomerState state, ShopSettings shop, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> models = await services.GetRequiredService<RankLibrary>().AllAsync(cancellationToken);
        DateOnly today = shop.Calendar.DateOf(services.GetRequiredService<Clocks>().Shop.GetUtcNow());
        return
        [
            .. state.Ranks.Values.Where(p => models.ContainsKey(p.ModelId)).OrderBy(p => p.ModelId, StringComparer.Ordinal).Select(p =>
            {
                // A shop clock that ran ahead has looked from a later day than the one that this command knows.
                DateOnly day = p.Look.Facts.AsOf > today ? p.Look.Facts.AsOf : today;
                return PlacementProof.Of(models[p.ModelId], p.Look.Facts.On(day), p.Look.Figures, state.Orders.Select(o => o.Order), shop.Orders);
            }),
        ];
    }
}
