namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>The rich menus of the shop's LINE account. Every call may be repeated; each throws a <see cref="ChannelException"/> when LINE
/// does not take it, or nobody knows.</summary>
public interface IRichMenuAccount
{
    /// <summary>The same for the same account: menus of another one are others. Fit for a key.</summary>
    string Account { get; }

    /// <summary>LINE's id of the menu whose name ends so; null when it has none.</summary>
    Task<string?> FindAsync(string nameEnd, CancellationToken cancellationToken);

    /// <summary>Creates a menu, and gives LINE's id of it. Repeated, it makes another one: <see cref="FindAsync"/> comes first.</summary>
    Task<string> CreateAsync(string body, CancellationToken cancellationToken);

    /// <summary>Gives the menu its picture; one that has a picture keeps it.</summary>
    /// <returns>False when LINE has no such menu any more.</returns>
    Task<bool> UploadAsync(string richMenuId, string type, byte[] picture, CancellationToken cancellationToken);

    /// <summary>Lets people see the menu; null takes theirs away.</summary>
    /// <param name="userIds">1 to <see cref="PeopleMax"/>.</param>
    Task<MenuLinking> LinkAsync(string? richMenuId, IReadOnlyList<string> userIds, CancellationToken cancellationToken);

    /// <summary>Lets everybody see the menu who has none of their own; null takes it away.</summary>
    /// <returns>False when LINE has no such menu any more.</returns>
    Task<bool> SetDefaultAsync(string? richMenuId, CancellationToken cancellationToken);

    /// <summary>Removes the menu; one that is gone is fine.</summary>
    Task DeleteAsync(string richMenuId, CancellationToken cancellationToken);

    /// <summary>Most people of one call.</summary>
    const int PeopleMax = 500;
}

/// <summary>What became of a call that shows people a menu.</summary>
public enum MenuLinking
{
    /// <summary>LINE does it, a little later.</summary>
    Taken,

    /// <summary>LINE has no such menu any more: somebody has deleted it.</summary>
    MenuGone,

    /// <summary>LINE refuses the call: nobody of these people has got it.</summary>
    Refused,
}
