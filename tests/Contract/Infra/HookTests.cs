using System.Diagnostics;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Sources.Standard;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>The scripts that azd runs, with stand-ins for the programs that they call.</summary>
public sealed class HookTests : IDisposable
{
    /// <summary>Keeps secrets in a folder, as the vault would.</summary>
    private const string Az = """
        #!/usr/bin/env bash
        echo "az $*" >> "$FAKE/calls"
        case "$1 $2 $3" in
          "keyvault secret list") [ ! -e "$FAKE/closed" ] || { rm "$FAKE/closed"; exit 1; }; ls "$FAKE/vault" ;;
          "keyvault secret set")
            while [ $# -gt 0 ]; do case "$1" in --name) name=$2 ;; --file) file=$2 ;; esac; shift; done
            cp "$file" "$FAKE/vault/$name" ;;
          "functionapp function show") [ -e "$FAKE/deployed" ] ;;
        esac
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();

    public HookTests()
    {
        Directory.CreateDirectory(folder.PathOf("vault"));
        Script("az", Az);
        Script("azd", "#!/usr/bin/env bash\necho \"azd $*\" >> \"$FAKE/calls\"\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task MakeSecrets_EmptyVault_GetsKeysThatTheApplicationTakes()
    {
        Assert.Equal(0, (await RunAsync("make-secrets.sh")).ExitCode);
        Assert.True(LinkSettings.KeyOf(Secret("links-key"))!.Length == 32);
        Assert.True(LinkSettings.KeyOf(Secret("certificates-key"))!.Length == 32);
        Assert.Null(new StandardSource().FaultOfSecret(Secret("source-secret")));
        Assert.Equal(3, new[] { "links-key", "certificates-key", "source-secret" }.Select(Secret).Distinct().Count());
        Assert.Contains("/sites/func-x/config/configreferences/appsettings/refresh", Calls(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeSecrets_Again_ChangesNothing()
    {
        folder.Write("vault/links-key", "as it was");
        await RunAsync("make-secrets.sh");
        string source = Secret("source-secret");
        (int exitCode, string text) = await RunAsync("make-secrets.sh");
        Assert.Equal((0, "as it was", source), (exitCode, Secret("links-key"), Secret("source-secret")));
        Assert.DoesNotContain("wrote", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeSecrets_NeverShowsASecret()
    {
        (int _, string text) = await RunAsync("make-secrets.sh");
        Assert.All(new[] { "links-key", "certificates-key", "source-secret" }, name =>
        {
            Assert.DoesNotContain(Secret(name), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret(name), Calls(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task MakeSecrets_ShopifyWithoutItsSecret_IsRefusedWithTheRemedy()
    {
        (int exitCode, string text) = await RunAsync("make-secrets.sh", ("SOURCE_KIND", "shopify"));
        Assert.Equal(1, exitCode);
        Assert.Contains("az keyvault secret set --vault-name kv-x --name source-secret --file", text, StringComparison.Ordinal);
        folder.Write("vault/source-secret", "shpss_x");
        Assert.Equal(0, (await RunAsync("make-secrets.sh", ("SOURCE_KIND", "shopify"))).ExitCode);
        Assert.Equal("shpss_x", Secret("source-secret"));
    }

    [Fact]
    public async Task MakeSecrets_RoleThatDoesNotHoldYet_IsWaitedFor()
    {
        folder.Write("closed", "");
        Assert.Equal(0, (await RunAsync("make-secrets.sh")).ExitCode);
        Assert.NotNull(LinkSettings.KeyOf(Secret("links-key")));
    }

    [Theory]
    [InlineData("true", "false", true, true)]
    [InlineData("true", "true", true, false)]
    [InlineData("true", "false", false, false)]
    [InlineData("false", "false", true, false)]
    public async Task SubscribeEvents_AsksForTheSecondPhase_OnlyWhenTheFunctionIsThere(string use, string done, bool isDeployed, bool isAsked)
    {
        if (isDeployed)
        {
            folder.Write("deployed", "");
        }

        (int exitCode, string _) = await RunAsync("subscribe-events.sh", ("USE_EVENT_GRID", use), ("DEPLOY_EVENT_SUBSCRIPTION", done));
        Assert.Equal(0, exitCode);
        Assert.Equal(isAsked, Calls().Contains("azd env set DEPLOY_EVENT_SUBSCRIPTION true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "", 1, "")]
    [InlineData("Embedded", "", 1, "")]
    [InlineData("Azure", "exit 0", 0, "publish functions/App -c Release")]
    [InlineData("Azure", "exit 3", 3, "publish functions/App -c Release")]
    public async Task Package_PassesOnlyWhatWasBuiltForAzureAndChecked(string? runtime, string check, int expected, string call)
    {
        Directory.CreateDirectory(folder.PathOf("copy/infra/hooks"));
        File.Copy(Repository.PathOf("infra", "hooks", "package.sh"), folder.PathOf("copy/infra/hooks/package.sh"));
        Script("dotnet", "#!/usr/bin/env bash\necho \"$*\" >> \"$FAKE/calls\"\n");
        Script("copy/infra/hooks/check-package.sh", $"#!/usr/bin/env bash\n[ \"$1\" = artifacts/azure/checked-package ] || exit 9\n{check}\n");
        (int exitCode, string text) = await RunAsync(folder.PathOf("copy/infra/hooks/package.sh"), ("FunctionsRuntime", runtime));
        Assert.Equal(expected, exitCode);
        Assert.Contains(call, Calls(), StringComparison.Ordinal);
        Assert.Equal(expected == 1, text.Contains("azd env set FunctionsRuntime Azure", StringComparison.Ordinal));
    }

    private string Secret(string name) => File.ReadAllText(folder.PathOf("vault/" + name));

    private string Calls() => File.Exists(folder.PathOf("calls")) ? File.ReadAllText(folder.PathOf("calls")) : "";

    private void Script(string name, string text)
    {
        string path = folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }
    }

    private async Task<(int ExitCode, string Text)> RunAsync(string hook, params (string Name, string? Value)[] environment)
    {
        ProcessStartInfo start = new("bash", [Path.IsPathRooted(hook) ? hook : Repository.PathOf("infra", "hooks", hook)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string?)[] known =
        [
            ("FAKE", folder.Path), ("PATH", folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH")), ("SECRETS_WAIT_SECONDS", "0"),
            ("AZURE_KEY_VAULT_NAME", "kv-x"), ("AZURE_SUBSCRIPTION_ID", "s"), ("AZURE_RESOURCE_GROUP", "rg-x"), ("SERVICE_APP_NAME", "func-x"),
            ("EVENT_FUNCTION_NAME", "ReceiveEvents"), ("SOURCE_KIND", null),
        ];
        foreach ((string name, string? value) in known.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
