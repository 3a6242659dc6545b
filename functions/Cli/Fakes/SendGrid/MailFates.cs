using System.Text.Json.Nodes;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>What becomes of a message that was taken, told by its address: <c>bounce.…@</c> does not exist, <c>block.…@</c> refuses,
/// <c>spam.…@</c> complains, <c>leave.…@</c> unsubscribes, <c>slow.…@</c> takes it later, <c>read.…@</c> opens and clicks, a machine first;
/// of all others a share may meet one of these fates, and the rest is delivered. Remembers, as SendGrid does, to whom nothing is sent any more.</summary>
internal sealed class MailFates
{
    private static readonly string[] Fates = ["bounce", "block", "spam", "leave", "slow", "read"];

    private readonly Dictionary<string, string> dropReasons = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> percents = [];
    private int plain;

    /// <summary>Lets a share of the messages whose address tells no fate meet this one: of every hundred exactly so many.</summary>
    /// <returns>False for a fate that is none, or when all shares together are more than the whole.</returns>
    public bool Share(string fate, int percent)
    {
        if (!Fates.Contains(fate) || percent is < 0 or > 100 || percents.Where(p => p.Key != fate).Sum(p => p.Value) + percent > 100)
        {
            return false;
        }

        percents[fate] = percent;
        return true;
    }

    /// <summary>The events in the order in which they happen, without what all have.</summary>
    public IEnumerable<JsonObject> Of(FakeMail mail)
    {
        if (dropReasons.TryGetValue(mail.To, out string? dropped))
        {
            return [Event("dropped", ("reason", dropped))];
        }

        string word = mail.To.Split('.', '@')[0];
        string fate = Fates.Contains(word) ? word : Shared();
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

    /// <summary>The next of the shares, mixed: 37 has no divisor in common with 100, so that each number comes once in a hundred.</summary>
    private string Shared()
    {
        int place = (plain++ % 100) * 37 % 100;
        foreach (string fate in Fates)
        {
            place -= percents.GetValueOrDefault(fate);
            if (place < 0)
            {
                return fate;
            }
        }

        return "";
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
