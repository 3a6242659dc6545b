using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs once or more for every message; a message that keeps failing ends in <c>{queue}-poison</c>.</summary>
/// <param name="queueName">May be <c>%setting%</c>.</param>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>Name of the setting with the connection; the embedded runtime has one connection and ignores it.</summary>
    public string? Connection { get; set; }
}
