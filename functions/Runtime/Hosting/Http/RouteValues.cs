using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Reads parameters from the segments of a path.</summary>
internal static class RouteValues
{
    private const NumberStyles Signed = NumberStyles.AllowLeadingSign;

    private static readonly Dictionary<Type, Func<string, object?>> Readers = new()
    {
        [typeof(string)] = text => text,
        [typeof(Guid)] = text => Guid.TryParse(text, out Guid value) ? value : null,
        [typeof(int)] = text => int.TryParse(text, Signed, CultureInfo.InvariantCulture, out int value) ? value : null,
        [typeof(long)] = text => long.TryParse(text, Signed, CultureInfo.InvariantCulture, out long value) ? value : null,
        [typeof(bool)] = text => bool.TryParse(text, out bool value) ? value : null,
    };

    /// <summary>Null when a path cannot hold the parameter's type. A segment that cannot be read as that type answers 400; one that the
    /// route leaves open gives null, or false, zero and the like where there is no null.</summary>
    public static ParameterSource? Source(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!Readers.TryGetValue(type, out Func<string, object?>? read))
        {
            return null;
        }

        string name = parameter.Name!;
        object? missing = parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
        return invocation =>
            TextOf(invocation, name) is { Length: > 0 } text
                ? read(text) ?? throw new BadHttpRequestException($"The path segment '{name}' must be of type {type.Name}.")
                : missing;
    }

    private static string? TextOf(Invocation invocation, string name) =>
        Convert.ToString(invocation.BindingContext.BindingData.GetValueOrDefault(name), CultureInfo.InvariantCulture);
}
