namespace FollowUpFlows.Pipeline.State;

/// <summary>What a row can hold in every store; the limits are those of Azure Table Storage.</summary>
public static class EntityLimits
{
    /// <summary>Most UTF-16 code units of a text property.</summary>
    public const int TextLengthMax = 32_768;

    /// <summary>Most bytes of a binary property.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Most changes in one batch.</summary>
    public const int BatchMax = 100;
}
