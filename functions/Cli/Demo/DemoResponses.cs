using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Stands in for customers who answer a letter. The sample's orders are history, on which no letter had any effect: so of those whom letter B
/// of the demo's test has reached, a share buys once more, besides what they bought anyway. Who does, and when, follows from the customer alone. These
/// orders are made up, and their ids say so.</summary>
/// <param name="share">0 to 1 of those whom the letter has reached.</param>
/// <param name="orders">Of the sample, as the demo's past has them.</param>
internal sealed class DemoResponses(double share, IReadOnlyList<FileOrder> orders, ShopCalendar calendar)
{
    /// <summary>Begins the id of each of these orders; the order to which the letter belongs follows.</summary>
    public const string IdPrefix = "simulated-";

    /// <summary>The latest answer comes so many days after the letter; the first on the next day.</summary>
    public const int DaysMax = 11;

    private const string JourneyId = "second-order";
    private const string StepId = "letter-b";

    /// <summary>So many days after entering the letter goes, or a few later.</summary>
    private const int LetterDays = 14;
    private const int LateDaysMax = 3;

    private readonly Dictionary<string, FileOrder> first = orders.DistinctBy(o => o.Order.OrderId).ToDictionary(o => o.Order.OrderId, StringComparer.Ordinal);

    /// <summary>Orders that answer letters of those days, by time: each more than a day after its letter.</summary>
    /// <param name="until">The last day.</param>
    public async Task<IReadOnlyList<FileOrder>> ToLettersAsync(
        DateOnly from, DateOnly until, EnrolledIndex enrolled, CustomerOutcomes outcomes, CancellationToken cancellationToken)
    {
        List<FileOrder> answers = [];
        for (DateOnly day = from.AddDays(-LetterDays - LateDaysMax); share > 0 && day <= until.AddDays(-LetterDays); day = day.AddDays(1))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (lead.EnrollmentId.StartsWith(JourneyId + ":", StringComparison.Ordinal))
                {
                    CustomerOutcome outcome = await outcomes.OfAsync(lead.CustomerId, cancellationToken);
                    answers.AddRange(Answers(outcome, lead.EnrollmentId, at => calendar.DateOf(at) >= from && calendar.DateOf(at) <= until));
                }
            }
        }

        return [.. answers.OrderBy(a => a.Order.OrderedAt).ThenBy(a => a.Order.OrderId, StringComparer.Ordinal)];
    }

    private IEnumerable<FileOrder> Answers(CustomerOutcome outcome, string enrollmentId, Predicate<DateTimeOffset> isWanted)
    {
        Enrollment? enrollment = outcome.Enrollments.FirstOrDefault(e => e.EnrollmentId == enrollmentId);
        SendRow? letter = outcome.Sends.FirstOrDefault(s => s.Key.EnrollmentId == enrollmentId && s.Key.StepId == StepId && s.State == SendState.Sent);
        if (enrollment?.OrderKey is { } key && letter?.SettledAt is { } at && isWanted(at)
            && first.TryGetValue(key[(key.IndexOf('|') + 1)..], out FileOrder? order) && Answer(order, at) is { } answer)
        {
            yield return answer;
        }
    }

    /// <summary>As large as the first order, at its time of day; null from somebody who does not answer.</summary>
    private FileOrder? Answer(FileOrder order, DateTimeOffset letterAt)
    {
        string buyer = order.Buyer.ExternalId!;
        if (PlaceOf("whether", buyer) >= share)
        {
            return null;
        }

        int days = (int)Math.Floor((letterAt - order.Order.OrderedAt).TotalDays) + 2 + (int)(PlaceOf("when", buyer) * (DaysMax - 1));
        DateTimeOffset at = order.Order.OrderedAt.AddDays(days);
        string id = IdPrefix + order.Order.OrderId;
        return order with { Fingerprint = id, Order = order.Order with { OrderId = id, OrderedAt = at, UpdatedAt = at } };
    }

    /// <summary>0 to below 1, evenly.</summary>
    private static double PlaceOf(string what, string customer) =>
        (BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}|{customer}"))) >> 11) / (double)(1UL << 53);
}
