using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed partial class QueueTriggerKind(SettingText settings) : TriggerKind
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public override Type AttributeType => typeof(QueueTriggerAttribute);

    public override string BindingType => "queueTrigger";

    /// <summary>A message that is not JSON of the type fails like a function that throws, and so ends in the poison queue.</summary>
    public override ParameterSource? PayloadSource(Type parameterType) =>
        parameterType == typeof(QueueMessage) ? Message
        : parameterType == typeof(string) ? invocation => Message(invocation).MessageText
        : parameterType == typeof(BinaryData) ? invocation => Message(invocation).Body
        : parameterType == typeof(byte[]) ? invocation => Message(invocation).Body.ToArray()
        : CanBeJson(parameterType) ? invocation => JsonSerializer.Deserialize(Message(invocation).Body, parameterType, Json)
        : null;

    public override IEnumerable<string> Faults(FunctionEntry function)
    {
        string text = ((QueueTriggerAttribute)function.Trigger).QueueName;
        return settings.TryResolve(text, out string? missing) is not { } queue
            ? [$"has the queue '{text}', but the setting '{missing}' is missing; configure it"]
            : queue.Length is >= 3 and <= 63 && QueueName().IsMatch(queue)
                ? []
                : [$"has the queue '{queue}', which cannot be; use 3 to 63 lower-case letters, digits and single hyphens"];
    }

    private static QueueMessage Message(Invocation invocation) => (QueueMessage)invocation.Payload;

    private static bool CanBeJson(Type type) =>
        !type.IsByRef && !type.IsByRefLike && (!type.IsAbstract || type.IsAssignableTo(typeof(IEnumerable)));

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex QueueName();
}
