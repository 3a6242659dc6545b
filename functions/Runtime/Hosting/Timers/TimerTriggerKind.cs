using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class TimerTriggerKind(SettingText settings) : TriggerKind
{
    public override Type AttributeType => typeof(TimerTriggerAttribute);

    public override string BindingType => "timerTrigger";

    public override bool HasRetries => true;

    public override ParameterSource? PayloadSource(Type parameterType) =>
        parameterType == typeof(TimerInfo) ? invocation => invocation.Payload : null;

    public override IEnumerable<string> Faults(FunctionEntry function)
    {
        string text = ((TimerTriggerAttribute)function.Trigger).Schedule;
        return settings.TryResolve(text, out string? missing) is not { } schedule
            ? [$"has the schedule '{text}', but the setting '{missing}' is missing; configure it"]
            : Fault(schedule) is { } fault ? [$"has the schedule '{schedule}', which cannot be: {fault}"] : [];
    }

    private static string? Fault(string schedule)
    {
        try
        {
            CronSchedule.Parse(schedule);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
