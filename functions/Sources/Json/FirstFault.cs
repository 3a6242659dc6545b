namespace FollowUpFlows.Sources.Json;

/// <summary>The first thing that is wrong with a body: what follows is often only its consequence.</summary>
internal sealed class FirstFault
{
    public string? Text { get; private set; }

    /// <param name="found">A kind of thing, never the value: it may be personal.</param>
    public void Report(string path, string expected, string found) => Text ??= $"{path}: expected {expected}, found {found}";
}
