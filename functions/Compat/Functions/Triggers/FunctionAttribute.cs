namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method as a function.</summary>
/// <param name="name">Unique in the application regardless of case: a letter, then up to 127 letters, digits, <c>_</c> or <c>-</c>.
/// HTTP functions are tried in the order of their names.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
