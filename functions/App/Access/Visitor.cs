using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Access;

/// <summary>Who uses the API.</summary>
/// <param name="Name">As the shop calls them: an address of a person, the name of a key.</param>
internal sealed record Visitor(string Name, Role Role, EntryWay Way)
{
    /// <summary>Whether the name is that of a person, whom others have proven.</summary>
    public bool IsPerson => Way is EntryWay.Session or EntryWay.Platform;

    /// <summary>Whether a browser shows who they are by itself, also when another site's page makes it ask.</summary>
    public bool IsShownByBrowser => IsPerson;

    /// <summary>Who was admitted with this request; null where everybody is.</summary>
    public static Visitor? Of(HttpContext context) => context.Items[typeof(Visitor)] as Visitor;

    internal void Enter(HttpContext context) => context.Items[typeof(Visitor)] = this;
}

/// <summary>How somebody showed who they are.</summary>
internal enum EntryWay
{
    /// <summary>They are at the machine itself.</summary>
    Machine,

    /// <summary>By a key of the API.</summary>
    Key,

    /// <summary>They have signed in here.</summary>
    Session,

    /// <summary>The platform has let them sign in (App Service Authentication).</summary>
    Platform,
}
