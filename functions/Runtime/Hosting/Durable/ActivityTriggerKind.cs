using FollowUpFlows.Runtime.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class ActivityTriggerKind : TriggerKind
{
    public override Type AttributeType => typeof(ActivityTriggerAttribute);

    public override string BindingType => "activityTrigger";

    /// <summary>Every type: it comes as JSON. An activity called without input gets null, or zero and the like.</summary>
    public override ParameterSource? PayloadSource(Type parameterType)
    {
        if (parameterType.IsByRef)
        {
            return null;
        }

        object? none = parameterType.IsValueType ? Activator.CreateInstance(parameterType) : null;
        return invocation =>
            invocation.InstanceServices.GetRequiredService<DataConverter>()
                .Deserialize(((ActivityCall)invocation.Payload).Input, parameterType) ?? none;
    }
}
