using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Channels.Line;

/// <summary>LINE's account link (アカウント連携).</summary>
public sealed class LineDialog(LineClient line, LineSettings settings) : ILineDialog
{
    private const string Path = "dialog/bot/accountLink";

    private static readonly Uri Real = new("https://access.line.me/");

    /// <inheritdoc/>
    public Task<string> BeginAsync(string lineUserId, CancellationToken cancellationToken) => line.LinkTokenAsync(lineUserId, cancellationToken);

    /// <inheritdoc/>
    public Uri Continue(string token, string nonce)
    {
        Uri at = settings.Endpoint == LineSettings.DefaultEndpoint ? Real : settings.Endpoint;  // one that only tries things out has both
        return new Uri(at, $"{Path}?linkToken={Uri.EscapeDataString(token)}&nonce={Uri.EscapeDataString(nonce)}");
    }
}
