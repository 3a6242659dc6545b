using System.ComponentModel;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs for every event that a subscription delivers; a delivery during which one fails is repeated as a whole.</summary>
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>One run for all events of a delivery, whose parameter is then an array, in place of one run for each.</summary>
    [DefaultValue(false)]
    public bool IsBatched { get; set; }
}
