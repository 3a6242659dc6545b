using System.Collections;
using System.Text.Json;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class EventGridTriggerKind : TriggerKind
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public override Type AttributeType => typeof(EventGridTriggerAttribute);

    public override string BindingType => "eventGridTrigger";

    /// <summary>An event that is not of the parameter's type fails like a function that throws, and so is delivered again.</summary>
    public override ParameterSource? PayloadSource(Type parameterType) =>
        parameterType.IsSZArray && ReaderOf(parameterType.GetElementType()!) is { } readEach
            ? invocation => All(Events(invocation), parameterType.GetElementType()!, readEach)
        : ReaderOf(parameterType) is { } read ? invocation => read(Events(invocation).Single())
        : null;

    public override IEnumerable<string> Faults(FunctionEntry function)
    {
        bool isBatched = ((EventGridTriggerAttribute)function.Trigger).IsBatched;
        if (isBatched != function.TriggerParameter.ParameterType.IsSZArray)
        {
            yield return isBatched
                ? "takes its events in batches, but one at a time by its parameter; make it an array"
                : "takes its events one at a time, but its parameter is an array; set IsBatched";
        }
    }

    private static IReadOnlyList<BinaryData> Events(Invocation invocation) => (IReadOnlyList<BinaryData>)invocation.Payload;

    private static Func<BinaryData, object?>? ReaderOf(Type type) =>
        type == typeof(string) ? data => data.ToString()
        : type == typeof(BinaryData) ? data => data
        : type == typeof(CloudEvent) ? data => CloudEvent.Parse(data)
        : type == typeof(EventGridEvent) ? data => EventGridEvent.Parse(data)
        : CanBeJson(type) ? data => JsonSerializer.Deserialize(data, type, Json)
        : null;

    private static Array All(IReadOnlyList<BinaryData> events, Type type, Func<BinaryData, object?> read)
    {
        Array all = Array.CreateInstance(type, events.Count);
        foreach ((int index, BinaryData each) in events.Index())
        {
            all.SetValue(read(each), index);
        }

        return all;
    }

    private static bool CanBeJson(Type type) =>
        !type.IsByRef && !type.IsByRefLike && !type.IsPrimitive && !type.IsAbstract && !type.IsAssignableTo(typeof(IEnumerable));
}
