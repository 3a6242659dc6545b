using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads who gets messages while the shop is being tried out: what the host calls its environment, and the list.</summary>
internal static class AllowListReader
{
    private const string Production = "Production";
    private const string Name = "Sending:AllowList";

    /// <summary>The shop with what its channels mean for it.</summary>
    public static ShopSettings Read(SettingsReader settings, AppSettings read)
    {
        HashSet<string> entries = [.. settings.Texts(Name).Select((text, index) => Entry(settings, text, index)).OfType<string>()];
        HashSet<Channel> leaving = [];
        if (read.Email != EmailSettings.Outbox)
        {
            leaving.Add(Channel.Email);
        }

        if (read.Line is not null)
        {
            leaving.Add(Channel.Line);
        }

        bool isLive = settings.Text("Environment") is not { } environment || environment.Equals(Production, StringComparison.OrdinalIgnoreCase);
        AllowList list = new(entries, leaving);
        return read.Shop with { MailLeaves = leaving.Contains(Channel.Email), AllowList = isLive ? null : list, TestList = list };
    }

    private static string? Entry(SettingsReader settings, string text, int index)
    {
        string? entry = CustomerIdentity.NormalizeLineUserId(text) ?? CustomerIdentity.NormalizeEmail(text) ?? Domain(text);
        if (entry is null)
        {
            settings.Refuse($"{Name}:{index}", "cannot be used; write an e-mail address, a domain such as @shop.example, or a LINE user id");
        }

        return entry;
    }

    private static string? Domain(string text) =>
        text.StartsWith('@') && CustomerIdentity.NormalizeEmail("x" + text) is { } address ? address[1..] : null;
}
