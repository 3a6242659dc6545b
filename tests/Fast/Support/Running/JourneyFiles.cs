using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>Journeys as text, with messages as short as they may be.</summary>
internal static class JourneyFiles
{
    /// <summary>At once, then after three days: two messages for every order.</summary>
    public static string Thanks { get; } = Journey("thanks", """
          - { id: now, send: { channel: [line, email], message: thank-you } }
          - { id: later, after: 3d, send: { channel: [email], message: thank-you } }
        """);

    /// <summary>One e-mail, at once, for every order.</summary>
    public static string OneMail { get; } = Journey("one-mail", "  - { id: mail, send: { channel: [email], message: thank-you } }");

    private static readonly Dictionary<string, string> Messages = new(StringComparer.Ordinal)
    {
        ["messages/_layout.html"] = """
            <!DOCTYPE html>
            <html lang="ja"><head><title>{{subject}}</title></head><body>{{body}}
            <p>{{shop.legalName}} {{shop.address}} {{shop.contact}} <a href="{{links.unsubscribe}}">配信停止</a></p></body></html>
            """,
        ["messages/_layout.txt"] = "{{body}}\n{{shop.legalName}} {{shop.address}} {{shop.contact}} {{links.unsubscribe}}\n",
        ["messages/thank-you.email.md"] = """
            ---
            subject: "{{shop.name}}{{#if order}} {{order.id}}{{/if}}"
            purpose: transactional
            ---
            {{customer.nameWithHonorific}}

            {{#if order}}
            {{order.total}}
            {{/if}}

            """,
        ["messages/thank-you.line.yaml"] = """
            messages:
              - type: text
                text: "{{customer.nameWithHonorific}}{{#if order}} {{order.id}}{{/if}}"

            """,
    };

    public static string Journey(string id, string steps, string nth = "every", string reentry = "per-key", string purpose = "transactional", string more = "") => $$"""
        id: {{id}}
        name: {{id}}
        purpose: {{purpose}}
        trigger: { type: order, nth: {{nth}} }
        reentry: {{reentry}}
        {{more}}
        steps:
        {{steps}}

        """;

    /// <summary>A transactional journey with any keys: <c>trigger: { type: registered }</c> and so on, each on a line.</summary>
    public static string Free(string id, string keys, string steps) => $$"""
        id: {{id}}
        name: {{id}}
        purpose: transactional
        {{keys.ReplaceLineEndings("\n")}}
        steps:
        {{steps}}

        """;

    /// <summary>A step that sends by e-mail on that day.</summary>
    public static string Mail(string id, int day, string more = "") =>
        $"  - {{ id: {id}, after: {day}d{more}, send: {{ channel: [email], message: thank-you }} }}";

    /// <summary>The set with the model by relationship.</summary>
    public static TemplateSet WithRanks(this TemplateSet set) => new(new Dictionary<string, string>(set.Files, StringComparer.Ordinal)
    {
        ["ranks/six-rank.yaml"] = File.ReadAllText(Repository.PathOf("templates", "ranks", "six-rank.yaml")),
    });

    public static TemplateSet Set(params string[] journeys)
    {
        Dictionary<string, string> files = new(Messages, StringComparer.Ordinal);
        foreach ((int index, string text) in journeys.Index())
        {
            files[$"journeys/{index}.yaml"] = text;
        }

        return new TemplateSet(files);
    }

    /// <summary>The set with more files, or with other texts of its own.</summary>
    public static TemplateSet With(this TemplateSet set, params (string Path, string Text)[] more)
    {
        Dictionary<string, string> files = new(set.Files, StringComparer.Ordinal);
        foreach ((string path, string text) in more)
        {
            files[path] = text;
        }

        return new TemplateSet(files);
    }
}
