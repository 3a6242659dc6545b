using System.Globalization;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A journey of twelve days with every kind of step that decides something, and what it owes to whom.</summary>
internal static class AfterCare
{
    public const string Id = "after-care";
    public const string FirstDay = "first-day";

    public const string Journey = """
        id: after-care
        name: お買い上げのあと
        purpose: transactional
        trigger: { type: order, nth: 1 }
        reentry: once
        steps:
          - id: at-once
            send: { channel: [email], message: thank-you }
          - id: first-day
            after: 1d
            send: { channel: [line, email], message: thank-you }
          - id: comes-again
            waitFor: { type: order, timeout: 9d }
            then:
              - { id: again, send: { channel: [line, email], message: thank-you } }
            else:
              - { id: not-again, send: { channel: [email], message: thank-you } }
          - id: by-rank
            branch:
              - when: { rank: [early] }
                steps:
                  - { id: for-early, send: { channel: [line], message: thank-you } }
              - otherwise: true
                steps:
                  - { id: for-new, send: { channel: [email, line], message: thank-you } }
          - id: last
            after: 12d
            send: { channel: [line, email], message: thank-you }

        """;
}

/// <summary>Somebody who buys once or, where their number can be divided by three, once more when a day has passed.</summary>
internal sealed record Buyer(int Number)
{
    public bool BuysAgain => Number % 3 == 0;

    /// <summary>Who buys again can be reached by LINE always, others sometimes.</summary>
    public bool IsOnLine => BuysAgain || Number % 2 == 0;

    public string FirstOrderId => OrderId(1);

    public string SecondOrderId => OrderId(2);

    /// <summary>What they are owed over all, by hand from the journey and from the thank-you that every order gets.</summary>
    public IEnumerable<Message> Owed
    {
        get
        {
            string preferred = IsOnLine ? "line" : "email";
            yield return new Message(FirstOrderId, "thank-you", "thanks", preferred);
            yield return new Message(FirstOrderId, AfterCare.Id, "at-once", "email");
            yield return new Message(FirstOrderId, AfterCare.Id, AfterCare.FirstDay, preferred);
            yield return new Message(FirstOrderId, AfterCare.Id, "last", preferred);
            if (BuysAgain)
            {
                yield return new Message(SecondOrderId, "thank-you", "thanks", "line");
                yield return new Message(FirstOrderId, AfterCare.Id, "again", "line");
                yield return new Message(FirstOrderId, AfterCare.Id, "for-early", "line");
            }
            else
            {
                yield return new Message(FirstOrderId, AfterCare.Id, "not-again", "email");
                yield return new Message(FirstOrderId, AfterCare.Id, "for-new", "email");
            }
        }
    }

    /// <summary>What the shop tells of an order: of half of the buyers once that it is paid, of the others also twice and what no longer holds.</summary>
    public IEnumerable<ToldMessage> Tell(string orderId, DateTimeOffset orderedAt)
    {
        ShopOrder order = new(orderId)
        {
            CustomerId = string.Create(CultureInfo.InvariantCulture, $"C-{Number:D4}"),
            Email = string.Create(CultureInfo.InvariantCulture, $"buyer-{Number:D4}@example.com"),
            LineUserId = IsOnLine ? string.Create(CultureInfo.InvariantCulture, $"U{Number:x32}") : null,
            OrderedAt = orderedAt,
        };
        ToldMessage paid = new("paid-" + orderId, (order with { WrittenAt = orderedAt.AddSeconds(2) }).ToStandard("order.paid"));
        yield return paid;
        if (Number % 2 == 0)
        {
            yield break;
        }

        yield return paid;
        yield return new ToldMessage("created-" + orderId, (order with { WrittenAt = orderedAt }).ToStandard("order.created", "placed"));
        yield return new ToldMessage("updated-" + orderId, (order with { WrittenAt = orderedAt.AddSeconds(4) }).ToStandard("order.updated", "paid"));
    }

    private string OrderId(int number) => string.Create(CultureInfo.InvariantCulture, $"K-{Number:D4}-{number}");
}

/// <summary>A message that somebody is owed or got.</summary>
internal sealed record Message(string OrderId, string JourneyId, string StepId, string Channel);

/// <summary>A webhook.</summary>
internal sealed record ToldMessage(string Id, string Body);
