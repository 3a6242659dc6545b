using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>What <c>docs/messages.md</c> tells marketers.</summary>
public sealed partial class DocumentedMessageTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "messages.md"));

    public static TheoryData<string> Fields => [.. MergeFields.All.Select(f => f.List is null ? f.Name : f.ShortName)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Table_NamesEveryField(string field) => Assert.Contains($"`{field}`", Document, StringComparison.Ordinal);

    [Fact]
    public void EmailExample_RendersForEveryCustomer()
    {
        EmailTemplate template = Read(MessageReader.ReadEmail("example.email.md", Example("markdown")));
        Assert.Equal("お客さま、ご注文ありがとうございます", MessageRenderer.Render(template, MessageCases.Layout, MessageCases.Minimal).Subject);
        string text = MessageRenderer.Render(template, MessageCases.Layout, MessageCases.Full).Text;
        Assert.Contains("ロイヤルのみなさま", text, StringComparison.Ordinal);
        Assert.Contains("・リネンのシャツ × 1（¥2,990）\n・商品 × 1,200\n\n合計 ¥5,980\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LineExample_RendersForEveryCustomer()
    {
        LineTemplate template = Read(MessageReader.ReadLine("example.line.yaml", Example("yaml")));
        Assert.Contains("お客さま\\nご注文", MessageCases.LineJson(template, MessageCases.Minimal), StringComparison.Ordinal);
        Assert.Contains("ご注文番号 A-1001", MessageCases.LineJson(template, MessageCases.Full), StringComparison.Ordinal);
    }

    [Fact]
    public void LineKindsExample_IsTakenByLine()
    {
        LineTemplate template = Read(MessageReader.ReadLine("kinds.line.yaml", Example("yml")));
        using JsonDocument messages = JsonDocument.Parse(MessageCases.LineJson(template, MessageCases.Minimal));
        Assert.Equal(["textV2", "image", "template"], messages.RootElement.EnumerateArray().Select(m => m.GetProperty("type").GetString()));
        Assert.Equal("{smile} お客さま", messages.RootElement[0].GetProperty("text").GetString());
    }

    [Fact]
    public void FaultExample_IsWhatTheProductSays()
    {
        string body = "---\nsubject: s\n---\n\n\n\n\n\n{{customer.name}} x";
        TemplateFault fault = Assert.Single(MessageReader.ReadEmail("thank-you.email.md", body).Faults);
        Assert.Contains($"    {fault}\n", Document, StringComparison.Ordinal);
    }

    private static T Read<T>(TemplateReading<T> reading)
        where T : class
    {
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }

    private static string Example(string language) =>
        Examples().Matches(Document).Single(m => m.Groups[1].Value == language).Groups[2].Value;

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
