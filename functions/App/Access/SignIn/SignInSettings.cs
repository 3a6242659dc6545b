using FollowUpFlows.App.Settings;

namespace FollowUpFlows.App.Access.SignIn;

/// <summary>The section <c>Access</c>, as far as people sign in.</summary>
/// <param name="Users">Who may, by the name that the provider gives them, in small letters.</param>
/// <param name="Provider">Null where nobody signs in here.</param>
/// <param name="TrustsPlatform">Whether the platform before this system tells who somebody is.</param>
internal sealed record SignInSettings(IReadOnlyDictionary<string, Role> Users, OidcProvider? Provider, bool TrustsPlatform)
{
    private const string UserSection = "Access:Users";
    private const string Section = "Access:Oidc";

    private enum Answer
    {
        False,
        True,
    }

    public static SignInSettings Nobody { get; } = new(new Dictionary<string, Role>(), null, false);

    /// <summary>Of somebody whom the provider or the platform names; null for a stranger.</summary>
    public Role? RoleOf(string name) => Users.TryGetValue(Normalized(name), out Role role) ? role : null;

    /// <param name="isOnAzure">Only there the headers are the platform's own: elsewhere anybody can write them.</param>
    public static SignInSettings Read(SettingsReader settings, bool isOnAzure)
    {
        Dictionary<string, Role> users = ReadUsers(settings);
        OidcProvider? provider = settings.Children(Section).Count > 0 ? ReadProvider(settings) : null;
        bool trusts = settings.Word("Access:EasyAuth", Answer.False) == Answer.True;
        if (trusts && !isOnAzure)
        {
            settings.Refuse("Access:EasyAuth", "only App Service on Azure tells who signs in by headers that nobody else can write; use Access:Oidc here");
        }

        if ((provider is not null || trusts) && users.Count == 0)
        {
            settings.Refuse(UserSection, "nobody may sign in; name people with their roles: Access:Users:0:Name and Access:Users:0:Role");
        }

        return new SignInSettings(users, provider, trusts);
    }

    private static Dictionary<string, Role> ReadUsers(SettingsReader settings)
    {
        Dictionary<string, Role> users = new(StringComparer.Ordinal);
        foreach (string child in settings.Children(UserSection))
        {
            string section = $"{UserSection}:{child}";
            Role role = settings.Word($"{section}:Role", Role.Viewer);
            if (settings.Text($"{section}:Name") is not { } name)
            {
                settings.Refuse($"{section}:Name", "is missing; write the address by which the person signs in");
            }
            else if (!users.TryAdd(Normalized(name), role))
            {
                settings.Refuse($"{section}:Name", "the same person is named twice");
            }
        }

        return users;
    }

    private static OidcProvider? ReadProvider(SettingsReader settings)
    {
        const string Address = "the provider's address, such as https://login.example/, below which /.well-known/openid-configuration is found";
        Uri? authority = settings.Parse<string>($"{Section}:Authority", "", t => AuthorityOf(t) is null ? null : t, Address) is { Length: > 0 } text ? AuthorityOf(text) : null;
        string? clientId = settings.Text($"{Section}:ClientId");
        string? secret = settings.Text($"{Section}:ClientSecret");
        foreach ((string name, bool isThere, string expected) in new[]
        {
            ("Authority", settings.Text($"{Section}:Authority") is not null, Address),
            ("ClientId", clientId is not null, "the client id that the provider gave"),
            ("ClientSecret", secret is not null, "the client secret that the provider gave"),
        })
        {
            if (!isThere)
            {
                settings.Refuse($"{Section}:{name}", $"is missing; write {expected}");
            }
        }

        return authority is null || clientId is null || secret is null
            ? null
            : new OidcProvider(authority, clientId, secret, settings.Text($"{Section}:NameClaim") ?? OidcProvider.DefaultNameClaim);
    }

    /// <summary>Tokens come from there: over plain http only from this machine.</summary>
    private static Uri? AuthorityOf(string text) =>
        ShopReader.WebAddress(text) is { Query: "", Fragment: "", UserInfo: "" } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) ? address : null;

    private static string Normalized(string name) => name.Trim().ToLowerInvariant();
}

/// <summary>An OpenID Connect provider.</summary>
/// <param name="NameClaim">Which of its claims names a person.</param>
internal sealed record OidcProvider(Uri Authority, string ClientId, string ClientSecret, string NameClaim)
{
    /// <summary>Providers say whether they have checked it.</summary>
    public const string DefaultNameClaim = "email";

    /// <summary>Without the secret: texts of records end in logs.</summary>
    public override string ToString() => $"{ClientId} at {Authority}";
}
