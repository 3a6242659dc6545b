using System.Globalization;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Shows a newcomer around, and lets the shop's orders go on.</summary>
internal sealed class DemoCompanion(Terminal terminal, DemoMark mark, DemoRequest request) : ICompanion
{
    /// <summary>What may have been under way when the server ended: as far back orders are told again, which changes nothing.</summary>
    private static readonly TimeSpan ToldAgain = TimeSpan.FromDays(1);

    public async Task RunAsync(IServiceProvider services, Uri address, CancellationToken stopping)
    {
        ShopSettings shop = services.GetRequiredService<ShopSettings>();
        TimeProvider clock = services.GetRequiredService<Clocks>().Shop;
        DateTimeOffset now = clock.GetUtcNow();
        Show(shop, address, now);

        DemoSample sample = DemoSample.Read(shop.Calendar).Part(mark.EveryNth).EndingAt(mark.Clock);
        Dictionary<string, SourceCustomer> customers =
            sample.Customers.ToDictionary(c => c.Customer.ExternalId!, c => c.Customer, StringComparer.Ordinal);
        string secret = DemoSettings.SecretOf(services.GetRequiredService<IConfiguration>());
        using DemoShopSystem system = new(customers, clock, secret);
        DateTimeOffset from = now - ToldAgain > mark.Clock ? now - ToldAgain : mark.Clock;
        IAsyncEnumerable<FileOrder> lastYear = new DemoOrders(sample.Orders, mark.Clock).After(from).ToAsyncEnumerable();
        DemoAnswers answers = new(
            new DemoResponses(mark.Response, sample.Orders, shop.Calendar), services.GetRequiredService<EnrolledIndex>(), services.GetRequiredService<CustomerOutcomes>(), shop.Calendar, clock);
        await Task.WhenAll(
            system.RunAsync(address, lastYear, stopping),
            mark.Response > 0 ? system.RunAsync(address, answers.AfterAsync(from, stopping), stopping) : Task.CompletedTask);
    }

    private string Test() => mark.Response > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{mark.Response:0.##%} of those whom letter B reached buy once more: {mark.Responses:N0} simulated orders by then, called {DemoResponses.IdPrefix}… (docs/demo.md)")
        : "two letters, or none, after a first order; the orders are history, so nobody answers them (see --response)";

    private void Show(ShopSettings shop, Uri address, DateTimeOffset now)
    {
        LocalTime time = shop.Calendar.TimeOf(now);
        string local = string.Create(CultureInfo.InvariantCulture, $"{shop.Calendar.DateOf(now):yyyy-MM-dd} {time.Hour:D2}:{time.Minute:D2}");
        string end = shop.Calendar.DateOf(mark.Clock).ToString("O", CultureInfo.InvariantCulture);
        string data = $" --data {request.DataFolder}";
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            FollowUpFlows listens on {address.GetLeftPart(UriPartial.Authority)}
              the shop   {shop.Sender.ShopName}: {mark.Customers:N0} customers
              its past   {mark.From:yyyy-MM-dd} to {end}: {mark.Orders:N0} orders, {mark.Sends:N0} messages
              its clock  {local}, {request.Speed:0.##} times as fast as yours; orders of a year ago come again as signed webhooks
              its test   {Test()}
            Look at
              the latest messages   curl -s '{address}api/outbox?limit=3'
              the shop's clock      curl -s {address}healthz
            and, after Ctrl+C, at
              a customer's life     ./followup customer {mark.Customer}{data}
              what the test says    ./followup verdict second-order-letter{data}
              the proof of a day    ./followup certify --date {mark.CertifiedOn:yyyy-MM-dd}{data}
              who is on the way     ./followup enrollments --state running --until {end}{data}
            The next './followup demo' goes on where it stood. Ctrl+C stops.
            """));
        terminal.Output.Flush();
    }
}
