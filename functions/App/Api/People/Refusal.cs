using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUpFlows.App.Api.People;

/// <summary>Refusals with a word for programs and, for people, a sentence in both languages beside the English detail.</summary>
internal static class Refusal
{
    public static ProblemHttpResult Forgotten => Of(
        "forgotten", "この方の個人情報は、ご本人の求めで消去されています。", "The customer was forgotten at their own wish.");

    public static ProblemHttpResult NotInside => Of(
        "not-inside", "この方は、いまこのシナリオの中にいません。", "The customer is not in this journey now.");

    public static ProblemHttpResult NoAddress => Of(
        "no-address", "このチャネルの宛先がありません。", "There is no address on this channel.");

    public static ProblemHttpResult NotListed => Of(
        "not-listed", "このチャネルの配信は止まっていません。", "Nothing is stopped on this channel.");

    public static ProblemHttpResult NotOurs => Of(
        "not-ours",
        "お客さまご本人、または配信事業者が止めたものです。お店からは再開できません。",
        "The customer or the provider stopped it; the shop cannot let it go on.");

    public static ProblemHttpResult NotHeld => Of(
        "not-held", "この配信は、いま判断を待っていません。", "The message does not wait for a person, or not any more.");

    public static ProblemHttpResult NotConfirmed => Of(
        "not-confirmed",
        "確認の入力が、お名前とも顧客IDとも一致しません。",
        "'confirm' is neither the customer's name nor their id.");

    /// <summary>Why somebody cannot be put into a journey.</summary>
    public static LocalText WordsOf(EntryRefusal reason) => reason switch
    {
        EntryRefusal.NoJourney => new("このシナリオは、いま新しい対象者を受け付けていません。", "The journey takes nobody in now."),
        EntryRefusal.Broadcast => new("一斉配信は、決まった時刻に全員へまとめて始まります。", "A broadcast begins by itself, for everybody at once."),
        EntryRefusal.NoOrder => new("このシナリオは注文をきっかけに始まりますが、あてはまる注文がありません。", "The journey follows an order up, and the customer has none that fits."),
        EntryRefusal.OtherRank => new("このシナリオは、この方のランク（または現在・離脱）を対象にしていません。", "The journey is not for the customer's rank, or half."),
        EntryRefusal.Inside => new("すでにこのシナリオ、または同じ計画の別のシナリオの中にいます。", "The customer is in the journey already, or in another one of its plan."),
        EntryRefusal.Again => new("同じきっかけで、すでに一度始まっています。", "The customer has entered it for the same cause already."),
        EntryRefusal.Once => new("このシナリオは一生に一度だけです。この方はすでに通りました。", "The journey is for once in a lifetime, and the customer has been through it."),
        _ => new("この方の個人情報は、ご本人の求めで消去されています。", "The customer was forgotten at their own wish."),
    };

    public static ProblemHttpResult Of(string word, string ja, string en) => Problems.Conflict(en, ("reason", word), ("text", new LocalText(ja, en)));

    public static ProblemHttpResult Of(EntryRefusal reason) => Problems.Conflict(WordsOf(reason).En, ("reason", Http.ApiParameter.WordOf(reason)), ("text", WordsOf(reason)));
}
