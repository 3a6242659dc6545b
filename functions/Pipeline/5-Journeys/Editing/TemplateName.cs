using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What a file of templates is.</summary>
public enum TemplateKind
{
    /// <summary>A journey that customers enter one by one.</summary>
    Journey,

    /// <summary>A journey that begins once, on a day of the calendar.</summary>
    Campaign,

    /// <summary>The e-mail of a message.</summary>
    Email,

    /// <summary>The LINE message of a message.</summary>
    Line,

    /// <summary>The frame of all e-mails: <c>html</c> or <c>text</c>.</summary>
    Layout,

    /// <summary>A rank model.</summary>
    Rank,

    /// <summary>A piece that messages include.</summary>
    Part,
}

/// <summary>Which file of templates is meant.</summary>
/// <param name="Name">The id of what it holds: small letters, digits and single hyphens.</param>
public sealed record TemplateName(TemplateKind Kind, string Name)
{
    private const int NameLengthMax = 100;
    private const string Html = "html";
    private const string Text = "text";

    /// <summary>Where a new file of that name goes in a set.</summary>
    [JsonIgnore]
    public string Path => Kind switch
    {
        TemplateKind.Journey => $"journeys/{Name}.yaml",
        TemplateKind.Campaign => $"campaigns/{Name}.yaml",
        TemplateKind.Email => $"messages/{Name}.email.md",
        TemplateKind.Line => $"messages/{Name}.line.yaml",
        TemplateKind.Layout => Name == Html ? TemplateSet.LayoutHtml : TemplateSet.LayoutText,
        TemplateKind.Rank => $"ranks/{Name}.yaml",
        TemplateKind.Part => PartNames.PathOf(Name),
        _ => throw new NotSupportedException(Kind.ToString()),
    };

    /// <summary>Sorts by kind, then by name.</summary>
    [JsonIgnore]
    public string Key => $"{(int)Kind}:{Name}";

    /// <summary>Whether a file can be called so.</summary>
    [JsonIgnore]
    public bool IsPossible => Kind switch
    {
        TemplateKind.Layout => Name is Html or Text,
        TemplateKind.Journey or TemplateKind.Campaign => TemplateIds.IsId(Name, JourneyDefinition.IdLengthMax),
        _ => TemplateIds.IsId(Name, NameLengthMax),
    };

    /// <summary>The name of a file that holds a message, a part or a frame. Those of journeys and models are in the files themselves.</summary>
    public static bool TryFind(string path, [NotNullWhen(true)] out TemplateName? name)
    {
        name = path switch
        {
            TemplateSet.LayoutHtml => new TemplateName(TemplateKind.Layout, Html),
            TemplateSet.LayoutText => new TemplateName(TemplateKind.Layout, Text),
            _ => Between(path, "messages/", ".email.md") is { } email ? new TemplateName(TemplateKind.Email, email)
                : Between(path, "messages/", ".line.yaml") is { } line ? new TemplateName(TemplateKind.Line, line)
                : PartNames.IdOf(path) is { } part ? new TemplateName(TemplateKind.Part, part)
                : null,
        };
        return name is not null;
    }

    /// <summary>Of the journey whose own file lies there.</summary>
    public static TemplateName OfJourney(string id, string path) =>
        new(path.StartsWith("campaigns/", StringComparison.Ordinal) ? TemplateKind.Campaign : TemplateKind.Journey, id);

    private static string? Between(string path, string start, string end) =>
        path.Length > start.Length + end.Length && path.StartsWith(start, StringComparison.Ordinal) && path.EndsWith(end, StringComparison.Ordinal)
            ? path[start.Length..^end.Length]
            : null;
}
