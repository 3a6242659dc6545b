namespace FollowUpFlows.Channels.Email;

/// <summary>The headers by which a mail program unsubscribes with one click (RFC 2369, RFC 8058).</summary>
internal static class ListUnsubscribe
{
    /// <summary>None for an address that is not https: mail programs take no other, and one click over http could be forged on its way.
    /// An address of this machine is for trying things out. Without a mailbox of our own there is no mailto.</summary>
    public static IReadOnlyDictionary<string, string> Of(Uri unsubscribe) => unsubscribe.Scheme != Uri.UriSchemeHttps && !unsubscribe.IsLoopback
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["List-Unsubscribe"] = $"<{unsubscribe.AbsoluteUri}>",
            ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
        };
}
