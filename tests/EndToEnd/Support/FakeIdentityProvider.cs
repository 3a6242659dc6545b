using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>An OpenID Connect provider on this machine (Core 1.0, code flow with PKCE), at which everybody is who the test says.</summary>
internal sealed class FakeIdentityProvider : IAsyncDisposable
{
    public const string ClientId = "console";
    public const string ClientSecret = "secret-of-the-console";

    private readonly RSA key = RSA.Create(2048);
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> codes = new(StringComparer.Ordinal);
    private readonly Task serving;

    public FakeIdentityProvider()
    {
        Authority = new Uri($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Authority.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Authority { get; }

    /// <summary>Claims of whoever signs in next.</summary>
    public Dictionary<string, object> Person { get; set; } = [];

    /// <summary>Signs with a key that nobody published.</summary>
    public bool Forges { get; set; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
        key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;  // it was stopped
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        switch (context.Request.Url!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                await WriteAsync(response, new
                {
                    issuer = Authority.ToString(),
                    authorization_endpoint = new Uri(Authority, "authorize"),
                    token_endpoint = new Uri(Authority, "token"),
                    jwks_uri = new Uri(Authority, "keys"),
                });
                break;
            case "/keys":
                RSAParameters shown = key.ExportParameters(includePrivateParameters: false);
                await WriteAsync(response, new
                {
                    keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(shown.Modulus), e = Base64Url.EncodeToString(shown.Exponent) } },
                });
                break;
            case "/authorize":
                Authorize(Fields(context.Request.Url.Query.TrimStart('?')), response);
                break;
            case "/token":
                using (StreamReader reader = new(context.Request.InputStream))
                {
                    await TellAsync(Fields(await reader.ReadToEndAsync()), response);
                }

                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }

    private void Authorize(Dictionary<string, string> asked, HttpListenerResponse response)
    {
        string code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        codes[code] = asked;
        response.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"])}");
    }

    /// <summary>For a code that was not used yet, with the secret, the address and the verifier that belong to it.</summary>
    private async Task TellAsync(Dictionary<string, string> given, HttpListenerResponse response)
    {
        if (!codes.TryRemove(given["code"], out Dictionary<string, string>? asked)
            || given["client_id"] != ClientId || given["client_secret"] != ClientSecret || given["redirect_uri"] != asked["redirect_uri"]
            || asked["code_challenge_method"] != "S256"
            || asked["code_challenge"] != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(given["code_verifier"]))))
        {
            response.StatusCode = 400;
            await WriteAsync(response, new { error = "invalid_grant" });
            return;
        }

        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> claims = new(Person)
        {
            ["iss"] = Authority.ToString(),
            ["aud"] = ClientId,
            ["sub"] = "1",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = asked["nonce"],
        };
        await WriteAsync(response, new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = Signed(claims) });
    }

    private string Signed(Dictionary<string, object> claims)
    {
        using RSA other = RSA.Create(2048);
        string head = Base64Url.EncodeToString("""{"alg":"RS256","kid":"1","typ":"JWT"}"""u8);
        string input = $"{head}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        byte[] signature = (Forges ? other : key).SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    private static async Task WriteAsync(HttpListenerResponse response, object body)
    {
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private static Dictionary<string, string> Fields(string form) => form.Split('&')
        .Select(f => f.Split('=', 2))
        .ToDictionary(f => f[0], f => Uri.UnescapeDataString(f[1].Replace('+', ' ')), StringComparer.Ordinal);

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
