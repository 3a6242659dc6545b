using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>LINE messages that come to an exact size.</summary>
internal static class LineCases
{
    // As LINE documents them.
    public const int TextMax = 5_000;
    public const int AltTextMax = 1_500;
    public const int BubbleBytesMax = 30_000;
    public const int CarouselBytesMax = 50_000;

    private const string Defaults = "defaults: { customer.name: x }\n";

    /// <summary>A customer with a name of so many characters.</summary>
    public static MergeData Named(int length, char character = 'n') => MessageCases.Minimal.WithCustomer(new string(character, length));

    /// <summary>A text message that may name the customer.</summary>
    public static LineTemplate Text(string text) => MessageCases.Line($"{Defaults}messages: [ {{ type: text, text: \"{text}\" }} ]\n");

    /// <summary>A flex message; the parts are written as YAML in one line.</summary>
    public static LineTemplate Flex(string contents, string altText = "a") =>
        MessageCases.Line($"{Defaults}messages:\n  - {{ type: flex, altText: \"{altText}\", contents: {contents} }}\n");

    public static string Bubble(string text) =>
        $"{{ type: bubble, body: {{ type: box, layout: vertical, contents: [ {{ type: text, text: \"{text}\" }} ] }} }}";

    /// <summary>The limits that a message breaks for a customer; empty when LINE would take it.</summary>
    public static string[] Violations(LineTemplate template, MergeData data) => MessageRenderer.Render(template, data) switch
    {
        LineRendering.Refused refused => [.. refused.Violations.Select(v => $"{v.Message}: {v.Text}")],
        _ => [],
    };
}
