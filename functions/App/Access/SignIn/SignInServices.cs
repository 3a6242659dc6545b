using System.Security.Claims;
using FollowUpFlows.App.Settings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FollowUpFlows.App.Access.SignIn;

/// <summary>Lets people sign in at an OpenID Connect provider: by code with PKCE. Afterwards the browser keeps a sealed session.</summary>
internal static class SignInServices
{
    public const string Session = "session";
    public const string Provider = "provider";
    public const string CallbackPath = "/auth/callback";

    /// <summary>Of not being used; then one signs in again.</summary>
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);

    public static void Add(IServiceCollection services, SignInSettings settings, LinkSettings links)
    {
        services.AddSingleton(settings);
        if (settings.Provider is not { } provider)
        {
            return;
        }

        SessionProtection protection = new([links.Key, .. links.PreviousKeys]);
        services.AddSingleton<IDataProtectionProvider>(protection);
        services.AddAuthentication(Session)
            .AddCookie(Session, o => Shape(o, protection, links.BaseUrl))
            .AddOpenIdConnect(Provider, o => Shape(o, protection, provider, links.BaseUrl));
        RemoveKeyRing(services);
    }

    private static void Shape(CookieAuthenticationOptions options, IDataProtectionProvider protection, Uri baseUrl)
    {
        options.DataProtectionProvider = protection;
        bool isEncrypted = baseUrl.Scheme == Uri.UriSchemeHttps;
        options.Cookie.Name = isEncrypted ? "__Host-followup" : "followup";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = SecurityOf(baseUrl);
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = SessionLife;
        options.SlidingExpiration = true;
    }

    private static void Shape(OpenIdConnectOptions options, IDataProtectionProvider protection, OidcProvider provider, Uri baseUrl)
    {
        options.DataProtectionProvider = protection;
        options.SignInScheme = Session;
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;  // a form from elsewhere would come without our cookies
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.CallbackPath = CallbackPath;
        options.Scope.Clear();
        foreach (string scope in new[] { "openid", "profile", "email" })
        {
            options.Scope.Add(scope);
        }

        foreach (CookieBuilder cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = SecurityOf(baseUrl);
        }

        options.Events = new OpenIdConnectEvents
        {
            // Behind a proxy the request does not know by which address the browser came.
            OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.RedirectUri = new Uri(baseUrl, CallbackPath).AbsoluteUri;
                return Task.CompletedTask;
            },
            OnTokenValidated = context => EnterAsync(context, provider),
            OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                await SignInPage.FailedAsync(context.HttpContext);
            },
        };
    }

    /// <summary>The session keeps the name alone: what somebody may do is looked up with every request.</summary>
    private static async Task EnterAsync(TokenValidatedContext context, OidcProvider provider)
    {
        SignInSettings settings = context.HttpContext.RequestServices.GetRequiredService<SignInSettings>();
        string? name = context.Principal?.FindFirst(provider.NameClaim)?.Value;
        bool isUnchecked = context.Principal?.FindFirst("email_verified")?.Value is "false" or "False";
        if (name is null || (isUnchecked && provider.NameClaim == OidcProvider.DefaultNameClaim) || settings.RoleOf(name) is null)
        {
            context.HandleResponse();
            await SignInPage.StrangerAsync(context.HttpContext);
            return;
        }

        context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], Session));
    }

    private static CookieSecurePolicy SecurityOf(Uri baseUrl) =>
        baseUrl.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>The framework would make keys of its own at the start, in the home folder, which nobody uses.</summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        foreach (ServiceDescriptor maker in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
        {
            services.Remove(maker);
        }
    }
}
