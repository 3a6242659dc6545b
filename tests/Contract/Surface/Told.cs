using Xunit;

namespace FollowUpFlows.Tests.Contract.Surface;

internal static class Told
{
    /// <summary>Fails with every line in full: each is something to mend.</summary>
    public static void None(IEnumerable<string> faults)
    {
        string text = string.Join('\n', faults);
        Assert.True(text.Length == 0, text);
    }
}
