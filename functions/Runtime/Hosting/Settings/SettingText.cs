using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Fills settings into the texts of trigger attributes: <c>%Rank:Schedule%</c>.</summary>
internal sealed partial class SettingText(IConfiguration settings)
{
    /// <summary>The text with its settings in place; null, and the first missing setting's name, when one is missing.</summary>
    public string? TryResolve(string text, out string? missing)
    {
        string? absent = null;
        string resolved = Setting().Replace(text, m => settings[m.Groups[1].Value] ?? Absent(m.Groups[1].Value));
        missing = absent;
        return absent is null ? resolved : null;

        string Absent(string name)
        {
            absent ??= name;
            return "";
        }
    }

    /// <exception cref="InvalidOperationException">A setting is missing; discovery has refused such a function before.</exception>
    public string Resolve(string text) =>
        TryResolve(text, out string? missing) ?? throw new InvalidOperationException($"The setting '{missing}' of '{text}' is missing.");

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
