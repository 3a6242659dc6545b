using System.Globalization;
using System.Net.Mail;
using System.Text;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Channels:Email</c>, and asks for what must be set before messages go to real people.</summary>
internal static class EmailReader
{
    private const string Section = "Channels:Email:";
    private const string Lawful = "is missing: Japan's law on e-mail wants it in every message that goes out";

    private static readonly string[] Shown = ["Shop:Name", "Shop:LegalName", "Shop:Address", "Shop:Contact"];

    /// <summary>Where SendGrid keeps the account.</summary>
    private enum Region
    {
        Global,
        Eu,
    }

    public static EmailSettings Read(SettingsReader settings)
    {
        EmailProvider provider = settings.Word(Section + "Provider", EmailProvider.Outbox);
        if (provider == EmailProvider.Outbox)
        {
            return EmailSettings.Outbox;
        }

        foreach (string name in Shown.Where(n => settings.Text(n) is null))
        {
            settings.Refuse(name, Lawful);
        }

        CheckLinks(settings);
        EmailFrom from = new(
            Required(settings, "From", Address, "the address that messages are from, such as news@shop.example"),
            settings.Text(Section + "FromName") ?? settings.Text("Shop:Name") ?? "",
            settings.Text(Section + "ReplyTo") is null ? null : settings.Parse(Section + "ReplyTo", "", Address, "an address such as support@shop.example"));
        return provider == EmailProvider.SendGrid
            ? new EmailSettings(from, SendGrid: ReadSendGrid(settings))
            : new EmailSettings(from, Smtp: ReadSmtp(settings));
    }

    /// <summary>One click of a mail program unsubscribes over https alone.</summary>
    private static void CheckLinks(SettingsReader settings)
    {
        if (settings.Text("Links:BaseUrl") is { } text && ShopReader.WebAddress(text) is { IsLoopback: false } address && address.Scheme != Uri.UriSchemeHttps)
        {
            settings.Refuse("Links:BaseUrl", "must begin with https: mail programs unsubscribe by no other address");
        }
    }

    private static SendGridOptions ReadSendGrid(SettingsReader settings)
    {
        Uri region = settings.Word(Section + "Region", Region.Global) == Region.Eu ? SendGridOptions.Europe : SendGridOptions.Global;
        return new SendGridOptions(
            Required(settings, "ApiKey", Word, "an API key of SendGrid with the right to send mail", isSecret: true),
            settings.Parse(Section + "Endpoint", region, Endpoint, "an https address without a path such as https://api.sendgrid.com/"))
        {
            IsSandbox = Flag(settings, "Sandbox", false),
        };
    }

    private static SmtpOptions ReadSmtp(SettingsReader settings)
    {
        SmtpOptions options = new(Required(settings, "Host", Host, "the name of the mail server, such as smtp.shop.example"), Port(settings))
        {
            IsEncrypted = Flag(settings, "StartTls", true),
        };
        bool signsIn = settings.Text(Section + "User") is not null || settings.Text(Section + "Password") is not null;
        SmtpLogin? login = !signsIn ? null : new SmtpLogin(
            Required(settings, "User", t => t, "the account at the mail server"),
            Required(settings, "Password", t => t, "its password", isSecret: true));
        if (login is not null && options is { IsEncrypted: false, Host: not ("localhost" or "127.0.0.1" or "::1") })
        {
            settings.Refuse(Section + "StartTls", "must not be false with a password, which would go over the network as it is");
        }

        return options with { Login = login };
    }

    private static string Required(SettingsReader settings, string name, Func<string, string?> parse, string expected, bool isSecret = false)
    {
        if (settings.Text(Section + name) is null)
        {
            settings.Refuse(Section + name, $"is missing; write {expected}");
        }

        return settings.Parse(Section + name, "", parse, expected, isSecret);
    }

    private static int Port(SettingsReader settings)
    {
        const string Name = Section + "Port";
        if (settings.Text(Name) is not { } text)
        {
            return SmtpOptions.DefaultPort;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue)
        {
            return port;
        }

        settings.Refuse(Name, $"'{text}' cannot be used; write a port such as {SmtpOptions.DefaultPort}, which speaks STARTTLS");
        return SmtpOptions.DefaultPort;
    }

    private static bool Flag(SettingsReader settings, string name, bool fallback)
    {
        string? text = settings.Text(Section + name);
        if (text is null || bool.TryParse(text, out fallback))
        {
            return fallback;
        }

        settings.Refuse(Section + name, $"'{text}' cannot be used; write true or false");
        return fallback;
    }

    /// <summary>A bare address: the name has a setting of its own.</summary>
    private static string? Address(string text) =>
        Ascii.IsValid(text) && MailAddress.TryCreate(text, out MailAddress? address) && address.Address == text ? text : null;

    private static string? Word(string text) => Ascii.IsValid(text) && !text.Any(char.IsWhiteSpace) ? text : null;

    private static string? Host(string text) => Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 ? text : null;

    /// <summary>The key goes there: over plain http only to this machine.</summary>
    private static Uri? Endpoint(string text) =>
        ShopReader.WebAddress(text) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : null;
}
