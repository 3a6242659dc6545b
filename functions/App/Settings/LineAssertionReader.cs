using System.Security.Cryptography;
using FollowUpFlows.Channels.Line;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads with what signature access tokens of LINE are asked for.</summary>
internal static class LineAssertionReader
{
    private const string Section = "Channels:Line:";
    private const string Key = Section + "AssertionKey";
    private const string Kid = Section + "AssertionKid";
    private const string Expected =
        "the path of a file with the private key (PEM or JWK, RSA of 2,048 bits), or the key itself; "
        + "its public half belongs into the LINE Developers Console";

    /// <summary>Null where tokens are asked for with the channel's secret.</summary>
    public static LineAssertion? Read(SettingsReader settings, string? channelId)
    {
        if (settings.Text(Key) is null)
        {
            if (settings.Text(Kid) is not null)
            {
                settings.Refuse(Key, $"is missing, but {Kid} is set; write {Expected}");
            }

            return null;
        }

        using RSA none = RSA.Create();
        RSA key = settings.Parse(Key, none, KeyOf, Expected, isSecret: true);
        string kid = settings.Parse(Kid, "", KidOf, "the kid that the LINE Developers Console shows for the key");
        if (settings.Text(Kid) is null)
        {
            settings.Refuse(Kid, "is missing; write the kid that the LINE Developers Console shows for the key");
        }

        return ReferenceEquals(key, none) || kid.Length == 0 || channelId is null ? null : new LineAssertion(channelId, kid, key);
    }

    private static RSA? KeyOf(string text)
    {
        if (text[0] == '{' || text.StartsWith("-----", StringComparison.Ordinal))
        {
            return LineAssertionKey.Read(text);
        }

        try
        {
            return LineAssertionKey.Read(File.ReadAllText(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? KidOf(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : null;
}
