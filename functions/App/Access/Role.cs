namespace FollowUpFlows.App.Access;

/// <summary>What somebody may do; each role may do what those before may. The words are kept for ever in settings.</summary>
internal enum Role
{
    /// <summary>Look at everything (閲覧者).</summary>
    Viewer,

    /// <summary>Change journeys and messages, and decide what waits for a person (編集者).</summary>
    Editor,

    /// <summary>Also what cannot be taken back, and what concerns others' access (管理者).</summary>
    Admin,
}
