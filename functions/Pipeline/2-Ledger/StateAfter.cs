using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>A customer after a write, equal to what a reading would give, without the reading.</summary>
internal sealed class StateAfter(CustomerState before)
{
    private static readonly string SendPrefix = RowKeys.Under("send");

    private IReadOnlyList<LedgerOrder> orders = before.Orders;
    private IReadOnlyDictionary<string, RankPosition> ranks = before.Ranks;
    private IReadOnlyList<Enrollment> enrollments = before.Enrollments;
    private IReadOnlyList<Choice> choices = before.Choices;
    private Dictionary<string, Entity>? sends;

    /// <param name="profile">As written, with its ETag.</param>
    /// <param name="rows">What was written beside it.</param>
    /// <returns>Null when a row of a kind was written that has to be read again.</returns>
    public CustomerState? Take(Customer customer, Entity profile, IReadOnlyList<EntityChange> rows) => rows.All(Take)
        ? before with
        {
            Customer = customer,
            Profile = profile,
            Orders = orders,
            Ranks = ranks,
            Enrollments = enrollments,
            Choices = choices,
            Sends = sends ?? before.Sends,
        }
        : null;

    private bool Take(EntityChange change)
    {
        if (change.RowKey.StartsWith(SendPrefix, StringComparison.Ordinal))
        {
            TakeSend(change);
            return true;
        }

        return change switch
        {
            EntityChange.Insert insert => Take(insert.Entity),
            EntityChange.Put put => Take(put.Entity),
            _ => false,
        };
    }

    private void TakeSend(EntityChange change)
    {
        sends ??= new Dictionary<string, Entity>(before.Sends, StringComparer.Ordinal);
        switch (change)
        {
            case EntityChange.Insert insert:
                sends[change.RowKey] = insert.Entity;
                break;
            case EntityChange.Put put:
                sends[change.RowKey] = put.Entity;
                break;
            case EntityChange.Replace replace:
                sends[change.RowKey] = replace.Entity;
                break;
            default:
                sends.Remove(change.RowKey);
                break;
        }
    }

    private bool Take(Entity row)
    {
        switch (StateReader.KindOf(row.RowKey))
        {
            case "order":
                orders = With(orders, CustomerRows.Order(row), row.RowKey, o => CustomerRows.KeyOf(o.SourceId, o.Order.OrderId));
                return true;
            case "rank":
                RankPosition position = RankRows.Position(row);
                ranks = new Dictionary<string, RankPosition>(ranks, StringComparer.Ordinal) { [position.ModelId] = position };
                return true;
            case "enrollment":
                enrollments = With(enrollments, EnrollmentRows.Enrollment(row), row.RowKey, e => EnrollmentRows.KeyOf(e.EnrollmentId));
                return true;
            case "choice":
                choices = With(choices, EnrollmentRows.Choice(row), row.RowKey, EnrollmentRows.KeyOf);
                return true;
            case "move":
                return true;  // not part of the state
            default:
                return false;
        }
    }

    /// <summary>The list with the item at the place of its key, or in place of the one that has it.</summary>
    private static List<T> With<T>(IReadOnlyList<T> all, T item, string key, Func<T, string> keyOf)
    {
        int from = 0;
        int to = all.Count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (string.CompareOrdinal(keyOf(all[middle]), key) < 0)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        int rest = from < all.Count && keyOf(all[from]) == key ? from + 1 : from;
        return [.. all.Take(from), item, .. all.Skip(rest)];
    }
}
