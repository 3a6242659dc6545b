using FollowUpFlows.App.Access;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>Expected hashes: Python's <c>hashlib.sha256</c>.</summary>
public sealed class ApiKeysTests
{
    private const string OpenSesame = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb";
    private const string Japanese = "1c59564ec66ed2d3fa1e611f43f781483c2ed4b44374d5673b933389c5779853";

    [Theory]
    [InlineData("open sesame", true)]
    [InlineData("鍵", true)]
    [InlineData("Open sesame", false)]
    [InlineData("open sesame ", false)]
    [InlineData("", false)]
    [InlineData(OpenSesame, false)] // the hash is no key
    public void Find_Key_OnlyTheConfigured(string key, bool isKnown) =>
        Assert.Equal(isKnown ? Role.Admin : null, Read(("Access:KeyHashes:0", OpenSesame.ToUpperInvariant()), ("Access:KeyHashes:1", Japanese)).Find(key)?.Role);

    [Theory]
    [InlineData(null, Role.Viewer)]
    [InlineData("viewer", Role.Viewer)]
    [InlineData("Editor", Role.Editor)]
    [InlineData("admin", Role.Admin)]
    public void Find_NamedKey_HasItsRole(string? word, object role)
    {
        ApiKey? found = Read(("Access:Keys:report-tool:Hash", OpenSesame), ("Access:Keys:report-tool:Role", word)).Find("open sesame");
        Assert.Equal(("report-tool", (Role)role), (found?.Name, found!.Role));
    }

    [Theory]
    [InlineData("Access:Keys:tool:Hash", "short", "Access:Keys:tool:Hash: ")]
    [InlineData("Access:Keys:tool:Role", "owner", "Access:Keys:tool:Role: ")]
    public void Read_NamedKeyThatCannotBeUsed_IsRefusedByItsPlace(string name, string text, string fault)
    {
        SettingsReader reader = SettingsText.Reader([.. new (string Name, string? Value)[] { ("Access:Keys:tool:Hash", OpenSesame) }.Where(s => s.Name != name), (name, text)]);
        ApiKeys.Read(reader);
        Assert.StartsWith(fault, Assert.Single(Assert.Throws<SettingsException>(reader.ThrowIfRefused).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoKeyConfigured_Nobody()
    {
        Assert.False(Read().IsAny);
        Assert.Null(Read().Find(""));
    }

    [Fact]
    public void Read_OneHashWithoutAList_IsTaken() => Assert.NotNull(Read(("Access:KeyHashes", OpenSesame)).Find("open sesame"));

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    public void Read_HashOfAnotherLength_IsRefusedByItsPlace(int length)
    {
        SettingsReader reader = SettingsText.Reader(("Access:KeyHashes:0", OpenSesame), ("Access:KeyHashes:1", new string('a', length)));
        Assert.Null(ApiKeys.Read(reader).Find(""));
        Assert.StartsWith("Access:KeyHashes:1: ", Assert.Single(Assert.Throws<SettingsException>(reader.ThrowIfRefused).Faults), StringComparison.Ordinal);
    }

    private static ApiKeys Read(params (string Name, string? Value)[] settings)
    {
        SettingsReader reader = SettingsText.Reader(settings);
        ApiKeys keys = ApiKeys.Read(reader);
        reader.ThrowIfRefused();
        return keys;
    }
}
