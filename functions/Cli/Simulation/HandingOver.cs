using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Hands cursors and waits over as they are: they never change, and as JSON they would cost more than the engine. Each is read
/// once, because the simulation neither replays nor tries again.</summary>
internal sealed class HandingOver : DataConverter
{
    private readonly Dictionary<string, object> handed = new(StringComparer.Ordinal);
    private long count;

    [return: NotNullIfNotNull(nameof(value))]
    public override string? Serialize(object? value)
    {
        if (value is not (Cursor or NextWait))
        {
            return JsonDataConverter.Default.Serialize(value);
        }

        string ticket = (++count).ToString(CultureInfo.InvariantCulture);
        handed.Add(ticket, value);
        return ticket;
    }

    [return: NotNullIfNotNull(nameof(data))]
    public override object? Deserialize(string? data, Type targetType)
    {
        bool isHanded = targetType == typeof(Cursor) || targetType == typeof(NextWait);
        return isHanded && data is not null && handed.Remove(data, out object? value) ? value : JsonDataConverter.Default.Deserialize(data, targetType);
    }
}
