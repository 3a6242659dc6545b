using System.Net;
using FollowUpFlows.App.Access.SignIn;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Access;

/// <summary>Who may use the API: whoever has a key or has signed in, and the person at the machine itself.</summary>
/// <param name="isBehindAnother">On an Azure Functions host, and behind a proxy, every request comes from the machine itself; and a server
/// that others reach is not for the person at the machine alone. Being there counts for nothing then.</param>
internal sealed class AccessRule(ApiKeys keys, SignInSettings signIn, bool isBehindAnother)
{
    private const string PlatformName = "X-MS-CLIENT-PRINCIPAL-NAME";

    /// <summary>With any of them somebody else stands behind the peer.</summary>
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Host", "Via", "CF-Connecting-IP"];

    /// <summary>Where people sign in; null where they do not.</summary>
    public string? SignInPath => signIn.Provider is null ? null : SignInEndpoints.SignInPath;

    /// <summary>The keys of the API that are configured.</summary>
    public IReadOnlyList<ApiKey> Keys => keys.All;

    /// <summary>Whether the person at the machine itself needs no key.</summary>
    public bool AdmitsMachine => !isBehindAnother;

    /// <summary>Who asks; null for somebody who is not admitted.</summary>
    public Visitor? VisitorOf(HttpContext context) =>
        KeyOf(context.Request) is { } key ? new Visitor(key.Name, key.Role, EntryWay.Key)
        : context.User.Identity is { IsAuthenticated: true, AuthenticationType: SignInServices.Session, Name: { } name } ? Known(name, EntryWay.Session)
        : signIn.TrustsPlatform && context.Request.Headers[PlatformName] is [{ Length: > 0 } told] ? Known(told, EntryWay.Platform)
        : !isBehindAnother && IsAtTheMachine(context.Request) ? new Visitor("this machine", Role.Admin, EntryWay.Machine)
        : null;

    /// <summary>Whether the addresses on which the server listens are this machine's alone.</summary>
    /// <param name="urls">Parted by semicolons; null for the default, which is.</param>
    public static bool IsThisMachineAlone(string? urls) =>
        urls is null || urls.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out Uri? address) && address.IsLoopback);

    /// <summary>Whether nobody can be admitted at all.</summary>
    public bool NeedsKey => isBehindAnother && !keys.IsAny && signIn.Users.Count == 0;

    /// <summary>Whether a page of this server made the browser ask. Browsers say so of every request that changes something, and no page can
    /// make them say it of another site's.</summary>
    public static bool IsOfOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out Uri? origin) && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private Visitor? Known(string name, EntryWay way) => signIn.RoleOf(name) is { } role ? new Visitor(name, role, way) : null;

    private ApiKey? KeyOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? keys.Find(header[Scheme.Length..].Trim()) : null;
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
