using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Why a roll-out was stopped, as a marketer reads it.</summary>
public static class RolloutWords
{
    /// <summary>With the figures of both versions.</summary>
    public static LocalText Of(RolloutAlarm alarm) => new(
        $"{Ja(alarm.Harm)}（新しい版 {Ja(alarm.Rate)}、前の版 {Ja(alarm.BaseRate)}）",
        $"{En(alarm.Harm)} (new version {En(alarm.Rate)}, version before {En(alarm.BaseRate)})");

    private static string Ja(RolloutHarm harm) => harm switch
    {
        RolloutHarm.Complaints => "迷惑メールの報告が多すぎます",
        RolloutHarm.Unsubscribes => "配信停止が多すぎます",
        _ => "届かないメッセージが多すぎます",
    };

    private static string En(RolloutHarm harm) => harm switch
    {
        RolloutHarm.Complaints => "Called spam too often",
        RolloutHarm.Unsubscribes => "Too many refusals",
        _ => "Too many messages do not arrive",
    };

    private static string Ja(Proportion rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Trials:N0}通中{rate.Hits:N0}通");

    private static string En(Proportion rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Hits:N0} of {rate.Trials:N0}");
}
