using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads <c>_layout.html</c> and <c>_layout.txt</c>.</summary>
internal sealed partial class LayoutReader(TemplateFile htmlFile, TemplateFile textFile)
{
    /// <summary>What Japan's law on e-mail wants to be seen in every message, and the message itself.</summary>
    private static readonly string[] Required =
        [LayoutSlots.Body.Name, MergeFields.ShopLegalName, MergeFields.ShopAddress, MergeFields.ShopContact, MergeFields.Unsubscribe];

    private static readonly FieldScope Scope = new(new Dictionary<string, string>(), LayoutSlots.All);

    public MessageLayout? Read(string html, string text)
    {
        InlineStyles styles = ReadStyles(html);
        TextTemplate? htmlTemplate = Compile(htmlFile, WithoutLines(Note(), WithoutLines(InlineSheet(), html)), ValueEscape.Html);
        TextTemplate? textTemplate = Compile(textFile, text, ValueEscape.None);
        if (htmlTemplate is not null)
        {
            LayoutPlaces.Check(htmlFile, htmlTemplate.Nodes);
        }

        return htmlTemplate is null || textTemplate is null || htmlFile.Faults.Count + textFile.Faults.Count > 0
            ? null
            : new MessageLayout(htmlTemplate, textTemplate, styles);
    }

    /// <summary>Without what is not to be sent; the lines that stay keep their numbers.</summary>
    private static string WithoutLines(Regex part, string html) => part.Replace(html, m => new string('\n', m.Value.Count(c => c == '\n')));

    private static TextTemplate? Compile(TemplateFile file, string text, ValueEscape escape)
    {
        if (TemplateCompiler.Compile(file, text, 1, Scope, escape) is not { } template)
        {
            return null;
        }

        // Inside a block some customer would not see it.
        string[] sure = [.. template.Nodes.OfType<TemplateNode.Field>().Select(f => f.Name)];
        foreach (string name in Required.Except(sure))
        {
            file.Refuse(1, $"{{{{{name}}}}} must stand in the layout, outside of every {{{{#if}}}}: no e-mail may go out without it");
        }

        return template;
    }

    private InlineStyles ReadStyles(string html)
    {
        Dictionary<string, string> byElement = new(StringComparer.Ordinal);
        foreach (Match sheet in InlineSheet().Matches(html))
        {
            Group rules = sheet.Groups["rules"];
            foreach (Match rule in StyleRule().Matches(rules.Value))
            {
                int line = 1 + html.AsSpan(0, rules.Index + rule.Groups["elements"].Index).Count('\n');
                string declarations = Spaces().Replace(rule.Groups["declarations"].Value, " ").Trim();
                foreach (string element in rule.Groups["elements"].Value.Split(',', StringSplitOptions.TrimEntries))
                {
                    AddStyle(byElement, element, declarations, line);
                }
            }
        }

        return new InlineStyles(byElement);
    }

    private void AddStyle(Dictionary<string, string> byElement, string element, string declarations, int line)
    {
        if (!InlineStyles.Elements.Contains(element))
        {
            string elements = string.Join(", ", InlineStyles.Elements);
            htmlFile.Refuse(line, $"'{element}' cannot be styled in <style data-inline>; expected {elements}");
        }
        else if (!byElement.TryAdd(element, declarations))
        {
            htmlFile.Refuse(line, $"'{element}' is styled twice; put its declarations into one rule");
        }
    }

    [GeneratedRegex(@"<style\s+data-inline\s*>(?<rules>.*?)</style>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InlineSheet();

    // A comment for the shop's own eyes; those for Outlook ("[if mso]", "<![endif]") belong to the page.
    [GeneratedRegex(@"(?<!\]>)<!--\s(?!\s*<!\[).*?-->", RegexOptions.Singleline)]
    private static partial Regex Note();

    [GeneratedRegex(@"(?:/\*.*?\*/|\s)*(?<elements>[^{}]+?)\s*\{(?<declarations>[^{}]*)\}", RegexOptions.Singleline)]
    private static partial Regex StyleRule();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
