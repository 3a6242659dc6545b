using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Makes a customer out of the rows of their partition.</summary>
internal sealed class StateReader(string customerId)
{
    private readonly List<LedgerOrder> orders = [];
    private readonly Dictionary<Channel, Consent> consents = [];
    private readonly Dictionary<(Channel Channel, string Topic), Consent> topics = [];
    private readonly List<CustomerEvent> events = [];
    private readonly Dictionary<string, RankPosition> ranks = new(StringComparer.Ordinal);
    private readonly List<Enrollment> enrollments = [];
    private readonly List<Choice> choices = [];
    private readonly Dictionary<string, Entity> sends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> imports = new(StringComparer.Ordinal);
    private Entity? profile;
    private Preferences? preferences;
    private LineLink? lineLink;

    public void Take(Entity row)
    {
        switch (KindOf(row.RowKey))
        {
            case CustomerRows.ProfileKey:
                profile = row;
                break;
            case "order":
                orders.Add(CustomerRows.Order(row));
                break;
            case "consent":
                Take(CustomerRows.Consent(row));
                break;
            case PreferenceRows.Key:
                preferences = PreferenceRows.Preferences(row);
                break;
            case LineLinkRows.Key:
                lineLink = LineLinkRows.Link(row);
                break;
            case "event":
                events.Add(EventRows.Event(row));
                break;
            case "rank":
                RankPosition position = RankRows.Position(row);
                ranks[position.ModelId] = position;
                break;
            case "enrollment":
                enrollments.Add(EnrollmentRows.Enrollment(row));
                break;
            case "choice":
                choices.Add(EnrollmentRows.Choice(row));
                break;
            case "send":
                sends.Add(row.RowKey, row);
                break;
            case "import":
                imports[row.Text("SourceId")!] = row.Text("Row")!;
                break;
            default:
                break;  // rank moves, and what later versions keep here
        }
    }

    private void Take(Consent consent)
    {
        if (consent.Topic is { } topic)
        {
            topics[(consent.Channel, topic)] = consent.Over(topics.GetValueOrDefault((consent.Channel, topic)));
        }
        else
        {
            consents[consent.Channel] = consent.Over(consents.GetValueOrDefault(consent.Channel));
        }
    }

    /// <summary>What a row is about: the first part of its key.</summary>
    public static ReadOnlySpan<char> KindOf(string rowKey) => rowKey.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? rowKey.AsSpan(0, colon) : rowKey;

    public CustomerState State() => new(
        profile is null ? Customer.Unknown(customerId) : CustomerRows.Customer(profile), profile, orders, consents, events, ranks, enrollments, choices, sends)
    {
        Imports = imports,
        TopicConsents = topics,
        Preferences = preferences,
        LineLink = lineLink,
    };
}
