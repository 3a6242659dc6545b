using System.Text.Json.Nodes;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>What becomes of a message that was taken, told by its address: <c>bounce.…@</c> does not exist, <c>block.…@</c> refuses,
/// <c>spam.…@</c> complains, <c>leave.…@</c> unsubscribes, <c>slow.…@</c> takes it later, <c>read.…@</c> opens and clicks, a machine first;
/// all others are delivered. Remembers, as SendGrid does, to whom nothing is sent any more.</summary>
internal sealed class MailFates
{
    private readonly Dictionary<string, string> dropReasons = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The events in the order in which they happen, without what all have.</summary>
    public IEnumerable<JsonObject> Of(FakeMail mail)
    {
        if (dropReasons.TryGetValue(mail.To, out string? dropped))
        {
            return [Event("dropped", ("reason", dropped))];
        }

        string fate = mail.To.Split('.', '@')[0];
        switch (fate)
        {
            case "bounce":
                dropReasons[mail.To] = "Bounced Address";
                break;
            case "spam":
                dropReasons[mail.To] = "Spam Reporting Address";
                break;
            case "leave":
                dropReasons[mail.To] = "Unsubscribed Address";
                break;
            default:
                break;
        }

        return [Event("processed"), .. Then(fate, mail)];
    }

    private static IEnumerable<JsonObject> Then(string fate, FakeMail mail) => fate switch
    {
        "bounce" => [Event("bounce", ("type", "bounce"), ("reason", $"550 5.1.1 <{mail.To}>: user unknown"), ("status", "5.1.1"))],
        "block" => [Event("bounce", ("type", "blocked"), ("reason", "552 5.2.2 over quota"), ("status", "5.2.2"))],
        "spam" => [Delivered(), Event("spamreport")],
        "leave" => [Delivered(), Event("unsubscribe")],
        "slow" => [Event("deferred", ("response", "400 try again later"), ("attempt", "1")), Delivered()],
        "read" => [Delivered(), Event("open", ("sg_machine_open", true)), Event("open", ("useragent", "Mozilla/5.0")), Event("click", ("url", "https://shop.example/"))],
        _ => [Delivered()],
    };

    private static JsonObject Delivered() => Event("delivered", ("response", "250 OK"), ("tls", 1));

    private static JsonObject Event(string word, params (string Name, JsonNode Value)[] more)
    {
        JsonObject told = new() { ["event"] = word };
        foreach ((string name, JsonNode value) in more)
        {
            told[name] = value;
        }

        return told;
    }
}
