using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>The same for values that nobody thought of.</summary>
public sealed class EscapingLawsTests
{
    private static readonly EmailTemplate Email = MessageCases.Email(
        "{{customer.name}}\n\n- **{{customer.name}}**", "{{customer.name}}", "defaults: { customer.name: x }\n");

    private static readonly LineTemplate Line = LineCases.Text("{{customer.name}}");

    private static readonly int[] Meaningful =
        [.. "<>&\"'`*_[](){}#|\\/!-+.=~ \r\n\t\0\u202E\uFDD0\uFDD10123\uD83D\uDE00山".Select(c => (int)c)];

    /// <summary>Any UTF-16 units but the replacement character, halves of pairs included; every second one has a meaning somewhere.</summary>
    private static Gen<string> Values =>
        from units in Gen.OneOf(Gen.Choose(0, 0xFFFC), Gen.Elements(Meaningful)).ListOf()
        select string.Concat(units.Select(u => (char)u));

    private static Gen<string> ReadableValues =>
        from value in Values
        let kept = new string([.. value.Where(c => c is >= ' ' and <= '~' or >= '\u4E00' and <= '\u9FFF')]).Trim()
        where kept.Length > 0
        select kept;

    [Fact]
    public void Html_OfAnyValue_HasTheSameElements() => Law.Holds(Values, value =>
    {
        XElement html = Body(value);
        return string.Join(' ', html.Descendants().Select(e => e.Name)) == "p ul li strong";
    });

    [Fact]
    public void Html_OfAReadableValue_SaysItLiterally() => Law.Holds(ReadableValues, value =>
        Body(value).Descendants("p").Single().Value == value && Body(value).Descendants("strong").Single().Value == value);

    [Fact]
    public void Subject_OfAnyValue_HasNoControlCharacters() => Law.Holds(Values, value =>
    {
        string subject = Render(value).Subject;
        return subject.Length > 0
            && !subject.Contains('\uFFFD')
            && subject.All(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator));
    });

    [Fact]
    public void Line_OfAReadableValue_SaysItLiterally() => Law.Holds(ReadableValues, value =>
    {
        using JsonDocument json = JsonDocument.Parse(MessageCases.LineJson(Line, MessageCases.Minimal.WithCustomer(value)));
        return json.RootElement.GetArrayLength() == 1 && json.RootElement[0].GetProperty("text").GetString() == value;
    });

    private static XElement Body(string name)
    {
        string html = Render(name).Html;
        return XElement.Parse($"<x>{html[1..html.LastIndexOf(']')]}</x>", LoadOptions.PreserveWhitespace);
    }

    private static RenderedEmail Render(string name) =>
        MessageRenderer.Render(Email, MessageCases.BareLayout, MessageCases.Minimal.WithCustomer(name));
}
