using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>The section <c>Channels:Email</c>: nothing goes to real people before it may.</summary>
public sealed class EmailSettingsTests
{
    private static readonly (string Name, string? Value)[] Shop =
        [("Shop:Name", "花の店"), ("Shop:LegalName", "花の店株式会社"), ("Shop:Address", "東京都"), ("Shop:Contact", "03-1234-5678"), ("Channels:Email:From", "news@hana.example")];

    private static readonly (string Name, string? Value)[] SendGrid = [.. Shop, ("Channels:Email:Provider", "sendgrid"), ("Channels:Email:ApiKey", "SG.secret")];

    private static readonly (string Name, string? Value)[] Smtp = [.. Shop, ("Channels:Email:Provider", "smtp"), ("Channels:Email:Host", "smtp.hana.example")];

    [Fact]
    public void Read_NothingSet_IsTheOutbox() => Assert.Equal(EmailSettings.Outbox, SettingsText.Read().Email);

    [Fact]
    public void Read_SendGrid_HasItsDefaults() => Assert.Equal(
        new EmailSettings(new EmailFrom("news@hana.example", "花の店", null), new SendGridOptions("SG.secret", new Uri("https://api.sendgrid.com/"))),
        SettingsText.Read(SendGrid).Email);

    [Fact]
    public void Read_SendGrid_IsAsSet()
    {
        EmailSettings read = SettingsText.Read([.. SendGrid,
            ("Channels:Email:Region", "eu"), ("Channels:Email:Sandbox", "true"), ("Channels:Email:FromName", "花便り"), ("Channels:Email:ReplyTo", "cs@hana.example")]).Email;
        Assert.Equal(new EmailFrom("news@hana.example", "花便り", "cs@hana.example"), read.From);
        Assert.Equal(new SendGridOptions("SG.secret", new Uri("https://api.eu.sendgrid.com/")) { IsSandbox = true }, read.SendGrid);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("https://proxy.example/")]
    public void Read_Endpoint_WinsOverTheRegion(string endpoint) =>
        Assert.Equal(endpoint, SettingsText.Read([.. SendGrid, ("Channels:Email:Region", "eu"), ("Channels:Email:Endpoint", endpoint)]).Email.SendGrid!.Endpoint.AbsoluteUri);

    [Fact]
    public void Read_Smtp_IsAsSet()
    {
        Assert.Equal(new SmtpOptions("smtp.hana.example", 587), SettingsText.Read(Smtp).Email.Smtp);
        EmailSettings read = SettingsText.Read([.. Smtp, ("Channels:Email:Port", "2525"), ("Channels:Email:User", "u"), ("Channels:Email:Password", "p")]).Email;
        Assert.Equal(new SmtpOptions("smtp.hana.example", 2525) { Login = new SmtpLogin("u", "p") }, read.Smtp);
        Assert.False(SettingsText.Read([.. Smtp, ("Channels:Email:StartTls", "false")]).Email.Smtp!.IsEncrypted);
    }

    [Theory]
    [InlineData("Shop:Name")]
    [InlineData("Shop:LegalName")]
    [InlineData("Shop:Address")]
    [InlineData("Shop:Contact")]
    [InlineData("Channels:Email:From")]
    [InlineData("Channels:Email:ApiKey")]
    public void Read_SendGridWithoutWhatItNeeds_IsRefusedByName(string missing) =>
        Assert.StartsWith($"{missing}: is missing", Assert.Single(SettingsText.Faults([.. SendGrid.Where(s => s.Name != missing)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("Channels:Email:Host")]
    [InlineData("Channels:Email:From")]
    public void Read_SmtpWithoutWhatItNeeds_IsRefusedByName(string missing) =>
        Assert.StartsWith($"{missing}: is missing", Assert.Single(SettingsText.Faults([.. Smtp.Where(s => s.Name != missing)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("Channels:Email:User", "u", "Channels:Email:Password")]
    [InlineData("Channels:Email:Password", "secret", "Channels:Email:User")]
    public void Read_HalfALogin_IsRefused(string name, string value, string missing) =>
        Assert.StartsWith($"{missing}: is missing", Assert.Single(SettingsText.Faults([.. Smtp, (name, value)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("Channels:Email:Provider", "mailgun")]
    [InlineData("Channels:Email:Region", "us")]
    [InlineData("Channels:Email:Sandbox", "yes")]
    [InlineData("Channels:Email:Endpoint", "http://api.sendgrid.com/")] // the key would be read on its way
    [InlineData("Channels:Email:Endpoint", "https://api.sendgrid.com/v3")]
    [InlineData("Channels:Email:From", "花@hana.example")]
    [InlineData("Channels:Email:From", "花の店 <news@hana.example>")]
    [InlineData("Channels:Email:From", "news")]
    [InlineData("Channels:Email:ReplyTo", "cs")]
    public void Read_BadValue_IsNamed(string name, string value) => Assert.StartsWith(
        $"{name}: '{value}' cannot be used", Assert.Single(SettingsText.Faults([.. SendGrid.Where(s => s.Name != name), (name, value)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("Channels:Email:Host", "smtp://hana.example")]
    [InlineData("Channels:Email:Port", "0")]
    [InlineData("Channels:Email:Port", "65536")]
    [InlineData("Channels:Email:StartTls", "maybe")]
    public void Read_BadValueOfSmtp_IsNamed(string name, string value) => Assert.StartsWith(
        $"{name}: '{value}' cannot be used", Assert.Single(SettingsText.Faults([.. Smtp.Where(s => s.Name != name), (name, value)])), StringComparison.Ordinal);

    [Fact]
    public void Read_BadKey_IsNotRepeated() => Assert.DoesNotContain(
        "SG.se cret", Assert.Single(SettingsText.Faults([.. SendGrid.Where(s => s.Name != "Channels:Email:ApiKey"), ("Channels:Email:ApiKey", "SG.se cret")])), StringComparison.Ordinal);

    [Fact]
    public void Read_PasswordOverAnOpenNetwork_IsRefused()
    {
        (string, string?)[] open = [.. Smtp, ("Channels:Email:User", "u"), ("Channels:Email:Password", "p"), ("Channels:Email:StartTls", "false")];
        Assert.StartsWith("Channels:Email:StartTls: must not be false", Assert.Single(SettingsText.Faults(open)), StringComparison.Ordinal);
        Assert.NotNull(SettingsText.Read([.. open.Where(s => s.Item1 != "Channels:Email:Host"), ("Channels:Email:Host", "127.0.0.1")]).Email.Smtp);
    }

    [Fact]
    public void Read_PublicLinksWithoutHttps_AreRefusedWhereMailGoesOut()
    {
        (string, string?)[] links = [("Links:BaseUrl", "http://follow.hana.example/"), ("Links:Key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")];
        Assert.Equal("follow.hana.example", SettingsText.Read(links).Links.BaseUrl.Host);
        Assert.StartsWith("Links:BaseUrl: must begin with https", Assert.Single(SettingsText.Faults([.. SendGrid, .. links])), StringComparison.Ordinal);
    }
}
