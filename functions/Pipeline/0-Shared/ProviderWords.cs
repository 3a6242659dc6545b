using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline;

/// <summary>What a provider or a mail server said, made fit for ledger and log: both quote addresses in their answers.</summary>
public static partial class ProviderWords
{
    /// <summary>More is a page of HTML, and tells nothing.</summary>
    private const int LengthMax = 300;

    /// <summary>One line of at most 300 characters without any address.</summary>
    /// <param name="address">To whom the message goes: left out in whatever form it is quoted.</param>
    public static string Of(string text, string? address = null)
    {
        string without = address is { Length: > 0 } ? text.Replace(address, "…", StringComparison.OrdinalIgnoreCase) : text;
        string line = Blanks().Replace(Addresses().Replace(without, "…"), " ").Trim();
        return line.Length <= LengthMax ? line : line[..(char.IsHighSurrogate(line[LengthMax - 1]) ? LengthMax - 1 : LengthMax)];
    }

    /// <summary>Also as they stand in a URL, and with a quoted local part.</summary>
    [GeneratedRegex("""("[^"\r\n]{0,64}"|[^\s<>"'(),;:\[\]]*)(@|%40)[^\s<>"'(),;\[\]]*""")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"[\s\p{C}-[\uD800-\uDFFF]]+")]
    private static partial Regex Blanks();
}
