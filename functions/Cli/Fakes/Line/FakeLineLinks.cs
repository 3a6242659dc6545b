using System.Globalization;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>What somebody's browser came to LINE with.</summary>
/// <param name="UserId">Whose token it is.</param>
/// <param name="IsDone">False when LINE refuses it.</param>
public sealed record FakeLineLink(string UserId, string Nonce, bool IsDone);

/// <summary>Account link: tokens of ten minutes and one use.</summary>
internal sealed partial class FakeLineLinks(TimeProvider clock)
{
    private const int NonceLengthMin = 10;
    private const int NonceLengthMax = 255;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (string UserId, DateTimeOffset Until)> tokens = new(StringComparer.Ordinal);
    private int count;

    /// <summary>So many are refused next.</summary>
    public int Failures { get; set; }

    /// <summary>Null for a path that is another's.</summary>
    public FakeLineAnswer? Issue(string path)
    {
        if (Path().Match(path) is not { Success: true } match)
        {
            return null;
        }

        string token = string.Create(CultureInfo.InvariantCulture, $"link+token/{++count}=");  // what an address must escape
        tokens[token] = (match.Groups["user"].Value, clock.GetUtcNow() + Life);
        return FakeLineAnswer.Of(200, $$"""{"linkToken":"{{token}}"}""");
    }

    /// <summary>Null for a token that is not good, or no longer: LINE then tells the shop nothing.</summary>
    public FakeLineLink? Open(string token, string nonce)
    {
        if (!tokens.Remove(token, out (string UserId, DateTimeOffset Until) known)
            || clock.GetUtcNow() >= known.Until
            || nonce.Length is < NonceLengthMin or > NonceLengthMax)
        {
            return null;
        }

        bool fails = Failures > 0;
        Failures -= fails ? 1 : 0;
        return new FakeLineLink(known.UserId, nonce, !fails);
    }

    [GeneratedRegex("^/v2/bot/user/(?<user>U[0-9a-f]{32})/linkToken$")]
    private static partial Regex Path();
}
