namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What is done to a value so that the place where it lands takes it as text.</summary>
internal enum ValueEscape
{
    /// <summary>Nothing: whoever writes the result escapes it.</summary>
    None,

    /// <summary>Characters that mean something in HTML become entities.</summary>
    Html,

    /// <summary>Braces are doubled, because LINE puts emoji where single ones stand.</summary>
    Braces,
}
