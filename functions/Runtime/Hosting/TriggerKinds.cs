namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Every kind of trigger that the embedded runtime serves.</summary>
internal static class TriggerKinds
{
    public static IReadOnlyList<TriggerKind> All(bool isWebApplication, SettingText settings) =>
    [
        new HttpTriggerKind(isWebApplication),
        new QueueTriggerKind(settings),
        new TimerTriggerKind(settings),
        new EventGridTriggerKind(),
        new OrchestrationTriggerKind(),
        new ActivityTriggerKind(),
    ];
}
