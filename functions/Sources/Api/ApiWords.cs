using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Settings that the APIs of several kinds have.</summary>
internal static class ApiWords
{
    public const string Endpoint = "Endpoint";

    /// <param name="standard">The vendor's own; null where each shop has another.</param>
    public static ApiSetting Address(string expected, string? standard = null) => new(Endpoint, expected, IsAddress) { Default = standard };

    /// <summary>Goes into a header, or a form.</summary>
    public static ApiSetting Secret(string name, string expected) => new(name, expected, IsToken) { IsSecret = true };

    /// <summary>Goes over the network, and is no secret.</summary>
    public static ApiSetting Plain(string name, string expected) => new(name, expected, IsToken);

    /// <summary>Ends with a slash, so that paths go below it.</summary>
    public static Uri AddressOf(string text) => new(text.EndsWith('/') ? text : text + "/");

    /// <summary>Tokens go there: over plain http only to this machine.</summary>
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsToken(string text) => text.All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ');
}
