using FollowUpFlows.App.Composition;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Connecting LINE by settings.</summary>
public sealed class LineSettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static readonly (string, string?)[] Signing =
        [("Channels:Line:Provider", "line"), ("Channels:Line:ChannelId", "1234567890"), ("Channels:Line:AssertionKid", "536e453c-aa93")];

    [Theory]
    [InlineData(null)]
    [InlineData("outbox")]
    public void Read_WithoutAProvider_StaysInTheOutbox(string? provider) =>
        Assert.Null(SettingsText.Read(("Channels:Line:Provider", provider), ("Channels:Line:ChannelId", "1")).Line);

    [Fact]
    public void Read_WithIdAndSecret_AsksForTokens() => Assert.Equal(
        new LineSettings(new Uri("https://api.line.me/"), "1234567890", Secret, null),
        SettingsText.Read(("Channels:Line:Provider", "line"), ("Channels:Line:ChannelId", "1234567890"), ("Channels:Line:ChannelSecret", Secret)).Line);

    [Fact]
    public void Read_WithATokenOfItsOwn_NeedsNothingElse() => Assert.Equal(
        new LineSettings(new Uri("http://127.0.0.1:8099/"), null, null, "abc/+=="),
        SettingsText.Read(("Channels:Line:Provider", "Line"), ("Channels:Line:AccessToken", "abc/+=="), ("Channels:Line:Endpoint", "http://127.0.0.1:8099")).Line);

    [Theory]
    [InlineData("Provider", "sms", "Channels:Line:Provider: 'sms' cannot be used; write Outbox or Line")]
    [InlineData("ChannelId", "abc", "Channels:Line:ChannelId: 'abc' cannot be used; write ")]
    [InlineData("ChannelId", "", "Channels:Line:ChannelId: is missing: ")]
    [InlineData("ChannelSecret", "", "Channels:Line:ChannelSecret: is missing: ")]
    [InlineData("ChannelSecret", "two words", "Channels:Line:ChannelSecret: what is set cannot be used; ")]
    [InlineData("AccessToken", "two words", "Channels:Line:AccessToken: what is set cannot be used; ")]
    [InlineData("QuotaReserve", "-1", "Channels:Line:QuotaReserve: '-1' cannot be used; write a whole number from 0 to 1000000000")]
    [InlineData("QuotaReserve", "1000000001", "Channels:Line:QuotaReserve: '1000000001' cannot be used; ")]
    [InlineData("QuotaWarnPercent", "0", "Channels:Line:QuotaWarnPercent: '0' cannot be used; write a whole number from 1 to 100")]
    [InlineData("QuotaAlertPercent", "101", "Channels:Line:QuotaAlertPercent: '101' cannot be used; ")]
    [InlineData("QuotaAlertPercent", "79", "Channels:Line:QuotaAlertPercent: 79 is below QuotaWarnPercent, 80; ")]
    [InlineData("Endpoint", "http://api.line.me/", "Channels:Line:Endpoint: 'http://api.line.me/' cannot be used; ")]
    [InlineData("Endpoint", "https://api.line.me/v2", "Channels:Line:Endpoint: 'https://api.line.me/v2' cannot be used; ")]
    public void Read_BadSetting_IsNamed(string name, string value, string fault)
    {
        Dictionary<string, string?> line = new() { ["Provider"] = "line", ["ChannelId"] = "1234567890", ["ChannelSecret"] = Secret, [name] = value };
        Assert.StartsWith(fault, Assert.Single(SettingsText.Faults([.. line.Select(s => ($"Channels:Line:{s.Key}", s.Value))])), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutAWordOnTheQuota_KeepsNothingBack() => Assert.Equal(
        new LineQuotaSettings { Reserve = 0, WarnPercent = 80, AlertPercent = 95 },
        SettingsText.Read(("Channels:Line:Provider", "line"), ("Channels:Line:AccessToken", "a")).Line!.Quota);

    [Fact]
    public void Read_TheQuota_IsAsSet() => Assert.Equal(
        new LineQuotaSettings { Reserve = 1_000_000_000, WarnPercent = 80, AlertPercent = 80 },
        SettingsText.Read(
            ("Channels:Line:Provider", "line"), ("Channels:Line:AccessToken", "a"), ("Channels:Line:QuotaReserve", "1000000000"), ("Channels:Line:QuotaAlertPercent", "80")).Line!.Quota);

    [Theory]
    [InlineData("Stateless", LineTokenKind.Stateless, null)]
    [InlineData("v21", LineTokenKind.V21, Secret)]
    public void Read_WithAKey_Signs(string tokens, LineTokenKind kind, string? secret)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "line.pem");
        File.WriteAllText(path, LineAssertionTests.Key.ExportPkcs8PrivateKeyPem());
        foreach (string key in new[] { path, LineAssertionTests.Key.ExportPkcs8PrivateKeyPem() })
        {
            LineSettings read = SettingsText.Read([.. Signing, ("Channels:Line:AssertionKey", key), ("Channels:Line:Tokens", tokens), ("Channels:Line:ChannelSecret", Secret)]).Line!;
            Assert.Equal((kind, secret, "1234567890"), (read.Tokens, read.ChannelSecret, read.ChannelId));
            Assert.NotNull(read.Assertion);
        }
    }

    [Theory]
    [InlineData("AssertionKey", "no/such/file.pem", "Channels:Line:AssertionKey: what is set cannot be used; write the path of a file with the private key ")]
    [InlineData("AssertionKey", "{}", "Channels:Line:AssertionKey: what is set cannot be used; ")]
    [InlineData("AssertionKey", "", "Channels:Line:AssertionKey: is missing, but Channels:Line:AssertionKid is set; ")]
    [InlineData("AssertionKid", "", "Channels:Line:AssertionKid: is missing; write the kid ")]
    [InlineData("AssertionKid", "a b", "Channels:Line:AssertionKid: 'a b' cannot be used; write the kid ")]
    [InlineData("Tokens", "V3", "Channels:Line:Tokens: 'V3' cannot be used; write Stateless or V21")]
    [InlineData("ChannelId", "", "Channels:Line:ChannelId: is missing: ")]
    public void Read_BadSignature_IsNamed(string name, string value, string fault)
    {
        Dictionary<string, string?> line = Signing.ToDictionary(s => s.Item1, s => (string?)s.Item2);
        line["Channels:Line:AssertionKey"] = LineAssertionTests.Key.ExportPkcs8PrivateKeyPem();
        line["Channels:Line:ChannelSecret"] = Secret;
        line["Channels:Line:" + name] = value;
        Assert.StartsWith(fault, Assert.Single(SettingsText.Faults([.. line.Select(s => (s.Key, s.Value))])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Channels:Line:ChannelSecret: is missing: ")]
    [InlineData(false, "Channels:Line:Tokens: v2.1 needs Channels:Line:AssertionKey and Channels:Line:AssertionKid; ")]
    public void Read_V21_NeedsBothSecretAndKey(bool hasKey, string fault)
    {
        (string, string?)[] set = hasKey
            ? [.. Signing, ("Channels:Line:AssertionKey", LineAssertionTests.Key.ExportPkcs8PrivateKeyPem()), ("Channels:Line:Tokens", "V21")]
            : [.. Signing.Take(2), ("Channels:Line:ChannelSecret", Secret), ("Channels:Line:Tokens", "V21")];
        Assert.StartsWith(fault, Assert.Single(SettingsText.Faults(set)), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AsText_HoldNoSecret()
    {
        string text = new LineSettings(LineSettings.DefaultEndpoint, "1", Secret, "my-token").ToString();
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("my-token", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_WithSettings_SendByLine() =>
        Assert.IsType<LineSender>(SenderOf(new LineSettings(LineSettings.DefaultEndpoint, "1", Secret, null)));

    [Fact]
    public void Services_WithoutSettings_KeepMessagesInTheOutbox()
    {
        IChannelSender sender = SenderOf(null);
        Assert.IsType<OutboxSender>(sender);
        Assert.Equal(Channel.Line, sender.Channel);
    }

    private static IChannelSender SenderOf(LineSettings? settings)
    {
        ServiceCollection services = new();
        LineServices.Add(services, settings);
        services.AddSingleton(new Clocks(TimeProvider.System, TimeProvider.System));
        services.AddSingleton(new OutboxMessages(new InMemoryEntityTables()));
        services.AddLogging();
        using ServiceProvider provider = services.BuildServiceProvider();
        return Assert.Single(provider.GetServices<IChannelSender>());
    }
}
