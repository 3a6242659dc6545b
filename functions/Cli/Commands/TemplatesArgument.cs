using System.CommandLine;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Cli.Commands;

/// <summary>A folder of templates that a user names.</summary>
internal static class TemplatesArgument
{
    private const string Name = "DIR";

    public static Argument<string?> Optional(string description) =>
        new(Name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static Argument<string> Required(string description) => new(Name) { Description = description };

    /// <summary>All of its files; null, after saying why, when they cannot be read.</summary>
    /// <param name="folder">Null for the templates that come with the product.</param>
    public static TemplateSet? Read(Terminal terminal, string? folder)
    {
        TemplateFolder templates = folder is null ? TemplateFolder.Shipped : new TemplateFolder(folder);
        if (folder is not null && !templates.HasTemplates)
        {
            terminal.Refuse(Directory.Exists(folder)
                ? $"{folder} has none of the folders journeys, messages and ranks; name the folder that holds them"
                : $"there is no folder '{folder}'");
            return null;
        }

        try
        {
            return templates.ReadSet();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Refuse(e.Message);
            return null;
        }
    }
}
