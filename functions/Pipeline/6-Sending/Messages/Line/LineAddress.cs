using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Addresses in LINE's message objects, as a marketer wrote them.</summary>
internal static partial class LineAddress
{
    private static readonly string[] LinkSchemes = ["https", "http", "line", "tel"];

    /// <summary>Where people are led.</summary>
    private static readonly string[] LinkKeys = ["uri", "desktop"];

    /// <summary>What LINE fetches itself.</summary>
    private static readonly string[] MediaKeys =
        ["url", "previewUrl", "originalContentUrl", "previewImageUrl", "thumbnailImageUrl", "imageUrl", "iconUrl"];

    public static bool IsLink(string key) => LinkKeys.Contains(key);

    public static bool IsMedia(string key) => MediaKeys.Contains(key);

    /// <summary>Null when the address is safe and in the form that LINE takes.</summary>
    /// <param name="key">One of those above.</param>
    public static string? FaultOf(string key, TextTemplate address)
    {
        if (IsMedia(key) && (address.Nodes is not [TemplateNode.Literal media] || !LinkTarget.IsAbsolute(media.Text, "https")))
        {
            return "a picture or video needs an address that begins with https:// and holds no merge field";
        }

        return IsLink(key) && LinkTarget.FaultOf(address.Nodes, LinkSchemes) is { } fault ? fault
            : Encoded().IsMatch(address.FixedText) ? null
            : "an address must be percent-encoded, without spaces or letters such as あ; take it from the address bar of a browser";
    }

    /// <summary>The same for an address without merge fields, where people are led.</summary>
    public static string? FaultOfLink(string uri) =>
        !Encoded().IsMatch(uri) ? "an address must be percent-encoded, without spaces, braces or letters such as あ; take it from the address bar of a browser"
        : LinkTarget.IsAbsolute(uri, LinkSchemes) ? null
        : $"'{uri}' is not an address; write it in full, beginning with {string.Join(", ", LinkSchemes.Select(s => s + ":"))}";

    [GeneratedRegex(@"\A(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*\z")]
    private static partial Regex Encoded();
}
