using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>One run of a function: the official context, and what the trigger brought.</summary>
internal sealed class Invocation(
    EmbeddedFunction function, TriggerEvent trigger, IServiceProvider services, CancellationToken cancellationToken)
    : FunctionContext
{
    public EmbeddedFunction Function { get; } = function;

    /// <summary>What started the function: a request, a message, a timer's state …</summary>
    public object Payload { get; } = trigger.Payload;

    /// <summary>What the method returned, once it ran; null for <c>void</c> and a bare task.</summary>
    public object? Result { get; set; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    public override BindingContext BindingContext { get; } = new Bindings(trigger.BindingData);

    public override RetryContext RetryContext { get; } = trigger.Retry;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = data;
    }
}
