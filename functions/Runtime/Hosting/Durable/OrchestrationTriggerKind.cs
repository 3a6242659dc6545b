using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class OrchestrationTriggerKind : TriggerKind
{
    public override Type AttributeType => typeof(OrchestrationTriggerAttribute);

    public override string BindingType => "orchestrationTrigger";

    public override ParameterSource? PayloadSource(Type parameterType) =>
        parameterType == typeof(TaskOrchestrationContext) ? invocation => invocation.Payload : null;
}
