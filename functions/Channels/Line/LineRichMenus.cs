using System.Net;
using System.Text;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Menus;

namespace FollowUpFlows.Channels.Line;

/// <summary>Rich menus of the account (リッチメニュー). LINE takes no retry key for any of these calls; those on people may be repeated.</summary>
public sealed class LineRichMenus(LineClient line, LineSettings settings) : IRichMenuAccount
{
    private const string Menus = "v2/bot/richmenu";

    private static readonly Uri RealData = new("https://api-data.line.me/");

    /// <inheritdoc/>
    public string Account { get; } = OpaqueId.Of(16, settings.Endpoint.AbsoluteUri, settings.ChannelId ?? settings.AccessToken ?? "");

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string nameEnd, CancellationToken cancellationToken) =>
        LineClient.Read(await CallAsync(HttpMethod.Get, Menus + "/list", null, cancellationToken), root => root.GetProperty("richmenus").EnumerateArray()
            .Where(m => m.GetProperty("name").GetString()?.EndsWith(nameEnd, StringComparison.Ordinal) == true)
            .Select(m => m.GetProperty("richMenuId").GetString())
            .FirstOrDefault());

    /// <inheritdoc/>
    public async Task<string> CreateAsync(string body, CancellationToken cancellationToken) => LineClient.Read(
        await CallAsync(HttpMethod.Post, Menus, Encoding.UTF8.GetBytes(body), cancellationToken),
        root => root.GetProperty("richMenuId").GetString() ?? throw new FormatException("The id is null."));

    /// <inheritdoc/>
    public async Task<bool> UploadAsync(string richMenuId, string type, byte[] picture, CancellationToken cancellationToken)
    {
        string path = $"{DataAddress()}{Menus}/{richMenuId}/content";
        LineAnswer answer = await line.AskAsync(HttpMethod.Post, path, picture, type, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,

            // A picture cannot be replaced. This one is there when the answer to an earlier upload was lost.
            HttpStatusCode.BadRequest when await HasPictureAsync(path, cancellationToken) => true,
            _ => throw LineRefusals.Of(answer),
        };
    }

    /// <inheritdoc/>
    public async Task<MenuLinking> LinkAsync(string? richMenuId, IReadOnlyList<string> userIds, CancellationToken cancellationToken)
    {
        byte[] body = LineRequest.People(richMenuId, userIds);
        LineAnswer answer = await CallAsync(HttpMethod.Post, $"{Menus}/bulk/{(richMenuId is null ? "unlink" : "link")}", body, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Accepted or HttpStatusCode.OK => MenuLinking.Taken,
            HttpStatusCode.NotFound when richMenuId is not null => MenuLinking.MenuGone,
            HttpStatusCode.BadRequest when richMenuId is not null && !await ExistsAsync(richMenuId, cancellationToken) => MenuLinking.MenuGone,
            HttpStatusCode.BadRequest => MenuLinking.Refused,
            _ => throw LineRefusals.Of(answer),
        };
    }

    /// <inheritdoc/>
    public async Task<bool> SetDefaultAsync(string? richMenuId, CancellationToken cancellationToken)
    {
        const string All = "v2/bot/user/all/richmenu";
        LineAnswer answer = richMenuId is null
            ? await CallAsync(HttpMethod.Delete, All, null, cancellationToken)
            : await CallAsync(HttpMethod.Post, $"{All}/{richMenuId}", null, cancellationToken);
        return answer.Status == HttpStatusCode.OK || (answer.Status == HttpStatusCode.NotFound ? richMenuId is null : throw LineRefusals.Of(answer));
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string richMenuId, CancellationToken cancellationToken)
    {
        LineAnswer answer = await CallAsync(HttpMethod.Delete, $"{Menus}/{richMenuId}", null, cancellationToken);
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw LineRefusals.Of(answer);
        }
    }

    /// <summary>Which of both a 400 means LINE does not say.</summary>
    private async Task<bool> ExistsAsync(string richMenuId, CancellationToken cancellationToken)
    {
        LineAnswer answer = await CallAsync(HttpMethod.Get, $"{Menus}/{richMenuId}", null, cancellationToken);
        return answer.Status == HttpStatusCode.OK || (answer.Status == HttpStatusCode.NotFound ? false : throw LineRefusals.Of(answer));
    }

    private async Task<bool> HasPictureAsync(string path, CancellationToken cancellationToken) =>
        (await line.AskAsync(HttpMethod.Get, path, null, LineClient.Json, cancellationToken)).Status == HttpStatusCode.OK;

    private Task<LineAnswer> CallAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken) =>
        line.AskAsync(method, path, body, LineClient.Json, cancellationToken);

    /// <summary>Pictures go to an address of their own; one that only tries things out has both.</summary>
    private Uri DataAddress() => settings.Endpoint == LineSettings.DefaultEndpoint ? RealData : settings.Endpoint;
}
