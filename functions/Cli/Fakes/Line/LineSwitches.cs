using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Fakes.Serving;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>What the fake has beside LINE's API: what it delivered, its faults, and what friends do.</summary>
internal static class LineSwitches
{
    private const string Note = """
        GET    /__fake/delivered           as JSON
        POST   /__fake/faults/{fault}      the next call that sends goes wrong like that; ?times=3 for the next three
        PUT    /__fake/quota/{number}      the month's messages
        POST   /__fake/friends/{userId}    the person adds the account
        POST   /__fake/blocked/{userId}    the person blocks it; DELETE lets messages through again
        POST   /__fake/messages/{userId}   the person writes ?text=…
        POST   /__fake/postbacks/{userId}  the person presses a button with ?data=…
        GET    /__fake/menus               rich menus, who sees which as their own, and the default, as JSON
        DELETE /__fake/menus/{richMenuId}  somebody deletes a rich menu
        POST   /__fake/menu-faults/{fault} the next call of rich menus goes wrong like that; ?times=3 for the next three
        POST   /__fake/links/failed        the next account that is connected is refused
        """;

    private const int TimesMax = 1000;

    /// <param name="webhook">Told what friends do; null where nobody listens.</param>
    public static async Task AnswerAsync(FakeLine line, LineWebhook? webhook, HttpContext context)
    {
        CancellationToken gone = context.RequestAborted;
        if (!FakePage.IsForThisMachine(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string[] parts = (context.Request.Path.Value ?? "/").Trim('/').Split('/');
        bool? isTaken = true;
        switch ((context.Request.Method, parts))
        {
            case ("GET", [""]):
                await FakePage.ListAsync(context, "LINE (fake)", $"{Note}\nfaults: {string.Join(' ', Enum.GetNames<LineFault>())}", line.Delivered.Reverse().Select(Row));
                return;
            case ("GET", ["__fake", "delivered"]):
                await context.Response.WriteAsync(JsonSerializer.Serialize(line.Delivered), gone);
                return;
            case ("GET", ["__fake", "menus"]):
                await context.Response.WriteAsync(JsonSerializer.Serialize(new { line.RichMenus, line.MenusShown, line.DefaultMenu }), gone);
                return;
            case ("DELETE", ["__fake", "menus", var richMenuId]):
                line.DeleteMenu(richMenuId);
                break;
            case ("POST", ["__fake", "menu-faults", var word]) when Enum.TryParse(word, ignoreCase: true, out LineFault menuFault) && Enum.IsDefined(menuFault):
                line.FailMenus(menuFault, Times(context));
                break;
            case ("POST", ["__fake", "faults", var word]) when Enum.TryParse(word, ignoreCase: true, out LineFault fault) && Enum.IsDefined(fault):
                line.Fail(fault, Times(context));
                break;
            case ("PUT", ["__fake", "quota", var number]) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int quota):
                line.Quota = quota;
                break;
            case ("POST", ["__fake", "friends", var userId]):
                line.Befriend(userId);
                isTaken = webhook is null ? null : await webhook.FollowAsync(userId, isUnblocked: false, gone);
                break;
            case ("POST", ["__fake", "blocked", var userId]):
                line.Block(userId);
                isTaken = webhook is null ? null : await webhook.UnfollowAsync(userId, gone);
                break;
            case ("DELETE", ["__fake", "blocked", var userId]):
                line.Unblock(userId);
                isTaken = webhook is null ? null : await webhook.FollowAsync(userId, isUnblocked: true, gone);
                break;
            case ("POST", ["__fake", "messages", var userId]):
                isTaken = webhook is null ? null : await webhook.MessageAsync(userId, context.Request.Query["text"].ToString() is { Length: > 0 } text ? text : "こんにちは", gone);
                break;
            case ("POST", ["__fake", "postbacks", var userId]):
                isTaken = webhook is null ? null : await webhook.PostbackAsync(userId, context.Request.Query["data"].ToString(), gone);
                break;
            case ("POST", ["__fake", "links", "failed"]):
                line.FailLinks(Times(context));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        context.Response.StatusCode = isTaken == false ? StatusCodes.Status502BadGateway : StatusCodes.Status204NoContent;
    }

    private static int Times(HttpContext context) =>
        int.TryParse(context.Request.Query["times"], NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times is >= 1 and <= TimesMax ? times : 1;

    private static string[] Row(FakeLineDelivery delivery) => [FakePage.Encoded(delivery.To), $"<pre>{FakePage.Encoded(Readable(delivery.Messages))}</pre>"];

    private static string Readable(string json) => JsonNode.Parse(json)!.ToJsonString(
        new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
