using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Cli.Output;

/// <summary>How orders would be read that a shop told when it was tried out. Of the buyer only what is known, not what it is.</summary>
internal static class TriedOutput
{
    /// <returns>Whether everything could be read.</returns>
    public static bool Write(TextWriter output, IShopSource source, PollPage page, ShopSettings shop, DateTimeOffset now)
    {
        int unread = 0;
        foreach (PolledThing thing in page.Things)
        {
            WebhookReading reading = source.Read(WebhookRequest.OfPulled(thing.Thing.Entity, thing.Body), now);
            unread += reading is WebhookReading.Unreadable ? 1 : 0;
            output.WriteLine($"{thing.Thing.Entity} {thing.Thing.Id}: {Said(reading, shop)}");
        }

        output.WriteLine($"{page.Things.Count} read{(unread > 0 ? $", {unread} of them would wait for a person" : "")}{(page.Next is null ? "" : "; there are more pages")}");
        return unread == 0;
    }

    private static string Said(WebhookReading reading, ShopSettings shop) => reading switch
    {
        WebhookReading.Understood { Events: [ShopEvent.OrderChanged told, ..] } => Said(told, shop),
        WebhookReading.Understood => "understood",
        WebhookReading.Noticed => "would be fetched",
        WebhookReading.Ignored ignored => $"ignored: {ignored.Reason}",
        WebhookReading.Unreadable unreadable => $"CANNOT BE READ: {unreadable.Reason}",
        _ => throw new InvalidOperationException("A webhook is understood, a notice, ignored or unreadable."),
    };

    private static string Said(ShopEvent.OrderChanged told, ShopSettings shop)
    {
        string lines = string.Join(", ", told.Order.Lines.Select(l => $"{l.Sku ?? l.Name ?? "?"} ×{l.Quantity}"));
        return $"{LifeOutput.Local(told.Order.OrderedAt, shop)}  {new Money(told.Order.TotalMinor, told.Order.Currency).Major} {told.Order.Currency}  {told.Order.Status}  buyer: {Known(told.Customer)}  goods: {(lines.Length > 0 ? lines : "not told")}";
    }

    private static string Known(SourceCustomer? buyer)
    {
        string[] known = buyer is null ? [] :
        [
            .. new[] { ("id", buyer.ExternalId), ("e-mail", buyer.Email), ("name", buyer.Name), ("phone", buyer.Phone), ("postal code", buyer.PostalCode) }
                .Where(k => k.Item2 is not null)
                .Select(k => k.Item1),
        ];
        return known.Length > 0 ? string.Join(", ", known) : "nobody, so no one would be followed up";
    }
}
