namespace FollowUpFlows.Pipeline;

/// <summary>The languages that the product speaks.</summary>
public enum Language
{
    /// <summary>Japanese, the first.</summary>
    Ja,

    /// <summary>English.</summary>
    En,
}
