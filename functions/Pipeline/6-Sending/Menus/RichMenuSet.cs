using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>The shop's rich menus (リッチメニュー), and who sees which.</summary>
/// <param name="Rules">The first that admits a customer counts.</param>
/// <param name="DefaultId">The menu of everybody whom no rule admits, and of friends who are no customers; null leaves them what is set in
/// LINE's manager.</param>
/// <param name="Hash">The same for the same files.</param>
public sealed record RichMenuSet(IReadOnlyList<RichMenu> Menus, IReadOnlyList<RichMenuRule> Rules, string? DefaultId, string Hash)
{
    /// <summary>The menu that everybody has who has none of their own; null for none.</summary>
    public RichMenu? Default => DefaultId is { } id ? Find(id) : null;

    /// <summary>The menu of their own that a customer is to have; null when they see what everybody sees.</summary>
    /// <param name="standing">Where they stand under a model; null where they do not.</param>
    public RichMenu? MenuOf(Func<string, Standing?> standing)
    {
        RichMenuRule? rule = Rules.FirstOrDefault(r => standing(r.Gate.ModelId) is { } at && r.Gate.Admits(at));
        return rule is null || rule.MenuId == DefaultId ? null : Find(rule.MenuId);
    }

    private RichMenu Find(string id) => Menus.First(m => m.Id == id);
}

/// <summary>A rich menu as LINE is to have it.</summary>
/// <param name="Id">As the file calls it.</param>
/// <param name="Body">What LINE is asked to create, JSON. Its name ends in <see cref="Mark"/>.</param>
/// <param name="Hash">Of all that it is, the picture too: another hash is another menu at LINE, for there a menu cannot be changed.</param>
public sealed record RichMenu(string Id, string Body, string Hash, MenuPicture Picture)
{
    /// <summary>The part of the name by which the menu is found again at LINE, after a call of which nobody knows whether it arrived.</summary>
    public string Mark => MarkOf(Hash);

    /// <summary>Characters of the mark.</summary>
    internal const int MarkLength = 19;

    internal static string MarkOf(string hash) => $" [{hash[..16]}]";
}

/// <summary>Who sees a menu.</summary>
/// <param name="Line">Where it stands in its file, from 1.</param>
public sealed record RichMenuRule(string MenuId, RankGate Gate, int Line);
