using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Api.Plan;

/// <summary>What a journey says in code, in the words of a shop.</summary>
/// <param name="models">By id; ranks of a model that is not there are named by their ids.</param>
/// <param name="currency">Of amounts in conditions.</param>
internal sealed class JourneySentences(IReadOnlyDictionary<string, RankModel> models, Currency currency)
{
    private static readonly PlacementWords Ja = new(Language.Ja);
    private static readonly PlacementWords En = new(Language.En);

    /// <summary>What enrolls: 1回目のご注文.</summary>
    public LocalText Of(Trigger trigger) => trigger switch
    {
        Trigger.OrderPlaced order => Of(order),
        Trigger.RankChanged rank => Of(rank),
        Trigger.Registered => new LocalText("会員登録", "Registration"),
        Trigger.Lapsed lapsed => new LocalText($"最後の購入から{lapsed.Days}日", $"{Days(lapsed.Days)} after the last order"),
        Trigger.EventReceived received => new LocalText($"行動「{received.Type}」", $"Event '{received.Type}'"),
        Trigger.LineFriendAdded => new LocalText("LINEの友だち追加", "LINE friend added"),
        Trigger.Calendar day => CalendarSentences.Of(day),
        Trigger.Broadcast broadcast => CalendarSentences.Of(broadcast),
        _ => throw new NotSupportedException(trigger.ToString()),
    };

    /// <summary>Who may enter, and of them the segment of a broadcast; null for anyone.</summary>
    public LocalText? WhoEnters(JourneyDefinition plan) => (Of(plan.Gate), plan.Trigger) switch
    {
        (null, Trigger.Broadcast { Segment: { } segment }) => Of(segment),
        ({ } gate, Trigger.Broadcast { Segment: { } segment }) => And([gate, Of(segment)]),
        (var gate, _) => gate,
    };

    /// <summary>Who may enter: 準ロイヤル・ロイヤル（現在）の方; null for anyone.</summary>
    public LocalText? Of(RankGate? gate)
    {
        if (gate is null)
        {
            return null;
        }

        LocalText[] names = [.. gate.RankIds.Select(r => Name(gate.ModelId, r))];
        (string ja, string en) = names.Length == 0 ? ("すべてのランク", "All ranks") : (string.Join('・', names.Select(n => n.Ja)), string.Join(" or ", names.Select(n => n.En)));
        return gate.Half switch
        {
            Half.Current => new LocalText($"{ja}（現在）の方", $"{en}, current"),
            Half.Lapsed => new LocalText($"{ja}（離脱）の方", $"{en}, lapsed"),
            _ => new LocalText($"{ja}の方", en),
        };
    }

    /// <summary>What it aims at: 60日以内の購入; null when nothing is counted.</summary>
    public static LocalText? Of(Goal? goal)
    {
        if (goal is null)
        {
            return null;
        }

        (LocalText what, LocalText within) = (Of(goal.Awaited), Of(goal.Within));
        return new LocalText($"{within.Ja}以内の{what.Ja}", $"{what.En} within {within.En}");
    }

    /// <summary>What is waited for, and how long; null for a step that waits for nothing.</summary>
    public static LocalText? Awaits(Step step)
    {
        if (step is not Step.WaitFor wait)
        {
            return null;
        }

        (LocalText what, LocalText timeout) = (Of(wait.Awaited), Of(wait.Timeout));
        return new LocalText($"{what.Ja}を{timeout.Ja}待つ", $"Wait {timeout.En} for: {what.En}");
    }

    /// <summary>For whom each way is; empty for a step with one way on.</summary>
    public IReadOnlyList<LocalText> Arms(Step step) => step switch
    {
        Step.WaitFor wait => [new LocalText($"{Of(wait.Awaited).Ja}があった方", $"{Of(wait.Awaited).En} came"), new LocalText("なかった方", "It did not come")],
        Step.Branch branch => [.. branch.Choices.Select(c => c.When is { } when ? Of(when) : new LocalText("それ以外の方", "Everybody else"))],
        Step.Split split => [.. split.Choices.Index().Select(c => Of(split, c.Index))],
        _ => [],
    };

    /// <summary>How long: 3日, 2時間.</summary>
    public static LocalText Of(PlanTime time) => time switch
    {
        PlanTime.Days days => new LocalText($"{days.Count}日", Days(days.Count)),
        PlanTime.Exactly { Time: var exact } => Exactly(exact),
        _ => throw new NotSupportedException(time.ToString()),
    };

    private static LocalText Exactly(TimeSpan time)
    {
        (int Count, string Ja, string En)[] parts = [((int)time.TotalDays, "日", "day"), (time.Hours, "時間", "hour"), (time.Minutes, "分", "minute"), (time.Seconds, "秒", "second")];
        parts = [.. parts.Where(p => p.Count > 0)];
        return parts.Length == 0
            ? new LocalText("0分", "0 minutes")
            : new LocalText(string.Concat(parts.Select(p => p.Count + p.Ja)), string.Join(' ', parts.Select(p => Plural(p.Count, p.En))));
    }

    private static LocalText Of(Awaited awaited) => awaited is Awaited.Event happening
        ? new LocalText($"行動「{happening.Type}」", $"Event '{happening.Type}'")
        : new LocalText("購入", "An order");

    private static LocalText Of(Trigger.OrderPlaced order)
    {
        (string ja, string en) = (order.From, order.To) switch
        {
            (1, null) => ("ご注文のたび", "Every order"),
            (var from, null) => ($"{from}回目以降のご注文", $"Order {from} and later"),
            (var from, { } to) when from == to => ($"{from}回目のご注文", $"Order {from}"),
            (var from, var to) => ($"{from}〜{to}回目のご注文", $"Orders {from} to {to}"),
        };
        return order.Skus.Count == 0 ? new LocalText(ja, en) : new LocalText($"{ja}（{string.Join('・', order.Skus)}を含む）", $"{en} with {string.Join(" or ", order.Skus)}");
    }

    private LocalText Of(Trigger.RankChanged rank)
    {
        LocalText from = Names(rank.ModelId, rank.From);
        LocalText to = Names(rank.ModelId, rank.To);
        string ja = (from.Ja.Length > 0 ? $"{from.Ja}から" : "") + (to.Ja.Length > 0 ? $"{to.Ja}への" : "");
        string en = (from.En.Length > 0 ? $" from {from.En}" : "") + (to.En.Length > 0 ? $" to {to.En}" : "");
        return rank.Direction switch
        {
            RankDirection.Up => new LocalText($"{ja}ランクアップ", $"Rank rises{en}"),
            RankDirection.Down => new LocalText($"{ja}ランクダウン", $"Rank falls{en}"),
            _ => new LocalText($"{ja}ランク変更", $"Rank changes{en}"),
        };
    }

    private LocalText Of(BranchCondition when)
    {
        RankModel model = models.Values.First();
        PlacementProof nobody = PlacementProof.OfNobody(model, new ShopFigures(currency, 0, 0, 0), DateOnly.MinValue);
        List<LocalText> parts = Of(when.Gate) is { } gate ? [gate] : [];
        parts.AddRange(when.Facts.Select(f => new ConditionProof(f, f.Unit, null, Threshold(f.Operand), false, null, []))
            .Select(p => new LocalText(Ja.Condition(p, nobody), En.Condition(p, nobody))));
        return And(parts);
    }

    private static LocalText And(IReadOnlyList<LocalText> parts) =>
        new(string.Join("、かつ", parts.Select(p => p.Ja)), string.Join(" and ", parts.Select(p => p.En)));

    private static Fraction? Threshold(Operand operand) => operand switch
    {
        Operand.Number number => Fraction.Of(number.Value),
        Operand.Date date => date.Value.DayNumber,
        Operand.Flag flag => flag.Value ? 1 : 0,
        _ => null,
    };

    /// <summary>An arm with its share of the customers: B（50%）.</summary>
    private static LocalText Of(Step.Split split, int arm)
    {
        decimal weights = split.Choices.Sum(c => c.Weight);
        string share = (weights > 0 ? split.Choices[arm].Weight / weights : arm == 0 ? 1 : 0).ToString("0.#%", CultureInfo.InvariantCulture);
        (string ja, string en) = split.IsHeldOut(arm) ? ("非配信群、", "holdout, ") : ("", "");
        return new LocalText($"{split.Choices[arm].Id}（{ja}{share}）", $"{split.Choices[arm].Id} ({en}{share})");
    }

    private LocalText Names(string modelId, IReadOnlyList<string> rankIds)
    {
        LocalText[] names = [.. rankIds.Select(r => Name(modelId, r))];
        return new LocalText(string.Join('・', names.Select(n => n.Ja)), string.Join(" or ", names.Select(n => n.En)));
    }

    private LocalText Name(string modelId, string rankId) =>
        models.GetValueOrDefault(modelId)?.Ranks.FirstOrDefault(r => r.Id == rankId)?.Name ?? new LocalText(rankId, rankId);

    internal static string Days(int count) => Plural(count, "day");

    private static string Plural(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
