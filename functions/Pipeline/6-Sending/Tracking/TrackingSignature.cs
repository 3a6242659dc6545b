using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What proves that a link for following opens and clicks is ours. All that it means is signed, with its purpose, so that
/// a link for one thing is no link for another.</summary>
internal static class TrackingSignature
{
    public const string ForClick = "click";
    public const string ForOpen = "open";

    /// <summary>HMAC-SHA256, base64url.</summary>
    /// <param name="tenant">Whose system it is.</param>
    /// <param name="delivery">The message.</param>
    /// <param name="until">Seconds since 1970.</param>
    public static string Of(byte[] key, string purpose, string tenant, string delivery, int link, string destination, long until)
    {
        string signed = string.Create(CultureInfo.InvariantCulture, $"v1|{purpose}|{tenant}|{delivery}|{link}|{destination}|{until}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
