using System.Net;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Access;

/// <summary>Who may use the API: whoever has a key, and the person at the machine itself.</summary>
/// <param name="isBehindAnother">On an Azure Functions host, and behind a proxy, every request comes from the machine itself; and a server
/// that others reach is not for the person at the machine alone. Only keys count there.</param>
internal sealed class AccessRule(ApiKeys keys, bool isBehindAnother)
{
    /// <summary>With any of them somebody else stands behind the peer.</summary>
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Host", "Via", "CF-Connecting-IP"];

    public bool Admits(HttpRequest request) => HasKey(request) || (!isBehindAnother && IsAtTheMachine(request));

    /// <summary>Whether the addresses on which the server listens are this machine's alone.</summary>
    /// <param name="urls">Parted by semicolons; null for the default, which is.</param>
    public static bool IsThisMachineAlone(string? urls) =>
        urls is null || urls.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out Uri? address) && address.IsLoopback);

    /// <summary>Whether nobody can be admitted at all.</summary>
    public bool NeedsKey => isBehindAnother && !keys.IsAny;

    private bool HasKey(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && keys.Knows(header[Scheme.Length..].Trim());
    }

    /// <summary>The peer is this machine, nobody is behind it, and no page of another site made the browser ask: such a page can
    /// reach the machine's own address (DNS rebinding) and can post to it.</summary>
    private static bool IsAtTheMachine(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } peer
        && IPAddress.IsLoopback(peer)
        && !ForwardingHeaders.Any(request.Headers.ContainsKey)
        && IsLoopbackName(request.Host.Host)
        && IsOwnOrigin(request);

    private static bool IsOwnOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        bool isCrossSite = request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return !isCrossSite && (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
